namespace SparseCompile.Benchmarks.Images;

/// <summary>Values in double precision, and how far a float32 implementation may be away from each.</summary>
/// <remarks>
/// Bounds are statistical: rounding errors have either sign, so k of them grow with the root of k, and those of a layer's inputs add as
/// squares. Worst-case bounds of the keyword network's five layers would exceed its largest output, and let everything pass.
/// </remarks>
/// <param name="Values">The values.</param>
/// <param name="Errors">The largest error of each.</param>
internal sealed record Estimate(double[] Values, double[] Errors)
{
    private const double UnitRoundoff = 1.0 / (1 << 24);
    private const double Deviations = 8;

    /// <summary>A network's input, which is exact.</summary>
    public static Estimate Exact(ReadOnlySpan<float> input) =>
        new(Array.ConvertAll(input.ToArray(), value => (double)value), new double[input.Length]);

    /// <summary>The bound for a sum of products.</summary>
    /// <param name="count">How many products.</param>
    /// <param name="squares">The sum of their squares.</param>
    /// <param name="inherited">The sum of the squares of what each is off because its input is.</param>
    public static double Bound(int count, double squares, double inherited) =>
        (Deviations * UnitRoundoff * Math.Sqrt((count + 2) * squares)) + Math.Sqrt(inherited);

    /// <summary>After a ReLU, which makes no error larger, and ends it where the value is negative beyond doubt.</summary>
    public Estimate Relu()
    {
        double[] values = new double[Values.Length], errors = new double[Values.Length];
        for (int i = 0; i < Values.Length; i++)
        {
            values[i] = Math.Max(Values[i], 0);
            errors[i] = Values[i] + Errors[i] < 0 ? 0 : Errors[i];
        }

        return new Estimate(values, errors);
    }
}
