namespace SparseCompile.Compiler.Importers.Onnx.Constants;

/// <summary>What the elements of a constant are multiples of: one step for all, or one for each coordinate of an axis.</summary>
/// <param name="Scales">The steps.</param>
/// <param name="Axis">The axis; -1 where one step is for all.</param>
internal sealed record ConstantSteps(float[] Scales, int Axis)
{
    /// <summary>The step of each coordinate of an axis; null where it differs among those of one coordinate.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="extent">Its extent.</param>
    public float[]? Along(int axis, int extent) => Scales.Length == 1 ? [.. Enumerable.Repeat(Scales[0], extent)] : Axis == axis ? Scales : null;

    /// <summary>The steps in another shape; null where the axis is none of that.</summary>
    public ConstantSteps? Reshape(int[] from, int[] to)
    {
        if (Scales.Length == 1)
        {
            return this;
        }

        int before = Shapes.CountOf(from.Take(Axis));
        int axis = Array.FindIndex([.. Enumerable.Range(0, to.Length)], own => to[own] == from[Axis] && Shapes.CountOf(to.Take(own)) == before);
        return axis < 0 ? null : this with { Axis = axis };
    }
}
