using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Graphs.Expressions;

/// <summary>Which element is read at which place of a region: an offset, and for each axis of the region what a coordinate adds to it.</summary>
/// <param name="Offset">The element at the region's first place.</param>
/// <param name="Axes">What coordinates add, one for each axis of the region.</param>
/// <remarks>Elements count in the operand's own order, row-major, whatever its shape: a reshaped operand is read as it is.</remarks>
public sealed record View(int Offset, EquatableArray<ViewAxis> Axes)
{
    /// <summary>A view by strides.</summary>
    public static View Strided(int offset, IEnumerable<int> strides) => new(offset, strides.Select(ViewAxis.Strided).ToEquatableArray());

    /// <summary>The elements of a value, each at its own place.</summary>
    public static View Whole(Shape shape) => Strided(0, Strides(shape.Extents));

    /// <summary>A value broadcast to a shape as NumPy does: extents of 1 are repeated, leading ones may be missing. Null where it cannot be.</summary>
    public static View? Broadcast(Shape operand, Shape shape)
    {
        int missing = shape.Extents.Count - operand.Extents.Count;
        int[] own = Strides(operand.Extents);
        int[] strides = new int[shape.Extents.Count];
        for (int axis = 0; axis < strides.Length; axis++)
        {
            int extent = axis < missing ? 1 : operand.Extents[axis - missing];
            if (missing < 0 || (extent != 1 && extent != shape.Extents[axis]))
            {
                return null;
            }

            strides[axis] = extent == 1 ? 0 : own[axis - missing];
        }

        return Strided(0, strides);
    }

    /// <summary>Elements from one coordinate of each axis to the next, row-major.</summary>
    public static int[] Strides(IReadOnlyList<int> extents)
    {
        int[] strides = new int[extents.Count];
        int stride = 1;
        for (int axis = strides.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= extents[axis];
        }

        return strides;
    }

    /// <summary>The smallest and the largest element that is read.</summary>
    /// <param name="extents">Extents of the region, none of them 0.</param>
    public (long Least, long Most) Range(IReadOnlyList<int> extents)
    {
        long least = Offset, most = Offset;
        for (int axis = 0; axis < Axes.Count; axis++)
        {
            (int low, int high) = Axes[axis].Range(extents[axis]);
            least += low;
            most += high;
        }

        return (least, most);
    }

    /// <summary>The elements read, by place, row-major.</summary>
    /// <param name="extents">Extents of the region.</param>
    public int[] Elements(IReadOnlyList<int> extents)
    {
        int[] elements = [Offset];
        for (int axis = 0; axis < Axes.Count; axis++)
        {
            int[] next = new int[elements.Length * extents[axis]];
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = elements[i / extents[axis]] + Axes[axis].At(i % extents[axis]);
            }

            elements = next;
        }

        return elements;
    }
}

/// <summary>What the coordinates of an axis add to an element's number.</summary>
/// <param name="Stride">Elements from one coordinate to the next, 0 where there is a table.</param>
/// <param name="Table">What each coordinate adds; empty for a stride.</param>
public readonly record struct ViewAxis(int Stride, EquatableArray<int> Table)
{
    /// <summary>So many elements from one coordinate to the next.</summary>
    public static ViewAxis Strided(int stride) => new(stride, default);

    /// <summary>Elements of one's own choice; a stride where they are evenly spaced from 0 on.</summary>
    public static ViewAxis Listed(IReadOnlyList<int> table)
    {
        int stride = table.Count > 1 ? table[1] : 0;
        bool isEven = true;
        for (int i = 0; i < table.Count; i++)
        {
            isEven &= table[i] == i * stride;
        }

        return isEven ? Strided(stride) : new ViewAxis(0, table.ToEquatableArray());
    }

    /// <summary>It has a table.</summary>
    public bool IsListed => Table.Count > 0;

    /// <summary>What a coordinate adds.</summary>
    public int At(int coordinate) => IsListed ? Table[coordinate] : Stride * coordinate;

    /// <summary>The least and the most that a coordinate below an extent adds.</summary>
    public (int Least, int Most) Range(int extent)
    {
        if (!IsListed)
        {
            int last = Stride * (extent - 1);
            return (Math.Min(0, last), Math.Max(0, last));
        }

        int least = int.MaxValue, most = int.MinValue;
        for (int i = 0; i < extent; i++)
        {
            least = Math.Min(least, Table[i]);
            most = Math.Max(most, Table[i]);
        }

        return (least, most);
    }
}
