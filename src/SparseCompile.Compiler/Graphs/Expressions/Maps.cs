using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Graphs.Expressions;

/// <summary>Makes the maps that rearrange elements.</summary>
public static class Maps
{
    /// <summary>A value as it is.</summary>
    public static Map Copy(Shape shape) => new(shape, new Read(0, View.Whole(shape)));

    /// <summary>A value that is known at build time: a map without operands.</summary>
    public static Map Known(Shape shape, float[] values) => new(shape, new Stored(values, View.Whole(shape)));

    /// <summary>Axes in another order: axis i of the result is axis <paramref name="permutation"/>[i] of the operand.</summary>
    public static Map Transpose(Shape operand, IReadOnlyList<int> permutation)
    {
        int[] strides = View.Strides(operand.Extents);
        Shape output = Shape.Of(permutation.Select(axis => operand.Extents[axis]));
        return new Map(output, new Read(0, View.Strided(0, permutation.Select(axis => strides[axis]))));
    }

    /// <summary>Evenly spaced coordinates of each axis.</summary>
    /// <param name="operand">The operand's shape.</param>
    /// <param name="starts">The first coordinate of each axis.</param>
    /// <param name="steps">From one to the next; may be negative.</param>
    /// <param name="extents">How many.</param>
    public static Map Slice(Shape operand, IReadOnlyList<int> starts, IReadOnlyList<int> steps, IReadOnlyList<int> extents)
    {
        int[] strides = View.Strides(operand.Extents);
        int offset = strides.Select((stride, axis) => stride * starts[axis]).Sum();
        return new Map(Shape.Of(extents), new Read(0, View.Strided(offset, strides.Select((stride, axis) => stride * steps[axis]))));
    }

    /// <summary>Coordinates of one's own choice along an axis.</summary>
    public static Map Take(Shape operand, int axis, IReadOnlyList<int> coordinates)
    {
        ViewAxis[] axes = [.. View.Strides(operand.Extents).Select(ViewAxis.Strided)];
        int stride = axes[axis].Stride;
        int first = coordinates.Count == 0 ? 0 : coordinates[0];
        axes[axis] = ViewAxis.Listed([.. coordinates.Select(coordinate => (coordinate - first) * stride)]);
        Shape output = Shape.Of(operand.Extents.Select((extent, i) => i == axis ? coordinates.Count : extent));
        return new Map(output, new Read(0, new View(first * stride, axes.ToEquatableArray())));
    }

    /// <summary>Operands one after the other along an axis.</summary>
    public static Map Concat(IReadOnlyList<Shape> operands, int axis)
    {
        List<Region> regions = [];
        int[] start = new int[operands[0].Extents.Count];
        for (int operand = 0; operand < operands.Count; operand++)
        {
            Shape own = operands[operand];
            regions.Add(new Region(((int[])start.Clone()).ToEquatableArray(), own.Extents, new Read(operand, View.Whole(own))));
            start[axis] += own.Extents[axis];
        }

        return new Map(Shape.Of(operands[0].Extents.Select((extent, i) => i == axis ? start[axis] : extent)), regions.ToEquatableArray());
    }

    /// <summary>A value with a constant around it. Negative figures cut elements off.</summary>
    /// <param name="operand">The operand's shape.</param>
    /// <param name="before">Elements before the first of each axis.</param>
    /// <param name="after">Elements behind the last of each axis.</param>
    /// <param name="value">What they are.</param>
    public static Map Pad(Shape operand, IReadOnlyList<int> before, IReadOnlyList<int> after, float value)
    {
        int[] output = [.. operand.Extents.Select((extent, axis) => extent + before[axis] + after[axis])];
        int[] start = new int[output.Length];
        int[] extents = (int[])output.Clone();
        List<Region> regions = [];

        // Axis by axis a slab before the operand and one behind it; the next axis divides what is left between them.
        for (int axis = 0; axis < output.Length; axis++)
        {
            int first = Math.Max(0, before[axis]), end = output[axis] - Math.Max(0, after[axis]);
            AddSlab(axis, 0, Math.Min(first, output[axis]));
            AddSlab(axis, Math.Max(end, Math.Min(first, output[axis])), output[axis]);
            (start[axis], extents[axis]) = (first, Math.Max(0, end - first));
        }

        int[] strides = View.Strides(operand.Extents);
        int offset = strides.Select((stride, axis) => stride * Math.Max(0, -before[axis])).Sum();
        regions.Add(new Region(start.ToEquatableArray(), extents.ToEquatableArray(), new Read(0, View.Strided(offset, strides))));
        return new Map(Shape.Of(output), regions.Where(region => region.Length > 0).ToEquatableArray());

        void AddSlab(int axis, int from, int to)
        {
            int[] slabStart = (int[])start.Clone(), slabExtents = (int[])extents.Clone();
            (slabStart[axis], slabExtents[axis]) = (from, Math.Max(0, to - from));
            regions.Add(new Region(slabStart.ToEquatableArray(), slabExtents.ToEquatableArray(), new Constant(value)));
        }
    }
}
