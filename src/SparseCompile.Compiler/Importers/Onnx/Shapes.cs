using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>Arithmetic on shapes whose extents are all known.</summary>
internal static class Shapes
{
    /// <summary>Elements of a value at most: orders of values are tables of integers.</summary>
    public const int MostElements = 1 << 26;

    /// <summary>Elements of a shape; <see cref="int.MaxValue"/> for more than there can be.</summary>
    public static int CountOf(IEnumerable<int> shape)
    {
        long count = 1;
        foreach (int extent in shape)
        {
            count = Math.Min(int.MaxValue, count * extent);
        }

        return (int)count;
    }

    /// <summary>Whether a shape has more elements than are compiled, or has none but an extent that lists of coordinates are too long for.</summary>
    public static bool IsTooLarge(IReadOnlyCollection<int> shape) => CountOf(shape) is int count && (count > MostElements || (count == 0 && shape.Any(extent => extent > 1 << 16)));

    /// <summary>Elements from an element to the next along each axis, in C order.</summary>
    public static int[] Strides(IReadOnlyList<int> shape)
    {
        int[] strides = new int[shape.Count];
        for (int axis = shape.Count - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>The shape that two shapes are broadcast to, as NumPy does; null where they do not fit.</summary>
    public static int[]? Broadcast(int[] left, int[] right)
    {
        int[] shape = new int[Math.Max(left.Length, right.Length)];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            int a = axis - (shape.Length - left.Length), b = axis - (shape.Length - right.Length);
            int x = a < 0 ? 1 : left[a], y = b < 0 ? 1 : right[b];
            if (x != y && x != 1 && y != 1)
            {
                return null;
            }

            shape[axis] = x == 1 ? y : x;
        }

        return shape;
    }

    /// <summary>A shape without extents of 1.</summary>
    public static int[] Squeeze(IEnumerable<int> shape) => [.. shape.Where(extent => extent != 1)];

    /// <summary>For messages: <c>[2, 3]</c>.</summary>
    public static string Text(IEnumerable<int> shape) => Printable.List(shape.Select(extent => (long)extent));
}
