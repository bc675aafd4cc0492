using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Graphs.Expressions;

/// <summary>A box of a map's output, and what its elements are.</summary>
/// <param name="Start">Its first coordinates.</param>
/// <param name="Extents">Its extents.</param>
/// <param name="Value">The elements; views count coordinates from the region's first.</param>
public sealed record Region(EquatableArray<int> Start, EquatableArray<int> Extents, Expression Value)
{
    /// <summary>A region that is all of a shape.</summary>
    public static Region Whole(Shape shape, Expression value) => new(new EquatableArray<int>(new int[shape.Extents.Count]), shape.Extents, value);

    /// <summary>Number of elements.</summary>
    public int Length => new Shape(Extents).Length;

    /// <summary>It is all of a shape.</summary>
    public bool IsWhole(Shape shape) => Extents.Equals(shape.Extents);

    /// <summary>The places of the output that it fills, one for each of its elements.</summary>
    /// <param name="output">The output's shape.</param>
    public View Places(Shape output)
    {
        int[] strides = View.Strides(output.Extents);
        int offset = 0;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            offset += Start[axis] * strides[axis];
        }

        return View.Strided(offset, strides);
    }
}
