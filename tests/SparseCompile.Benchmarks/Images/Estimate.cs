namespace SparseCompile.Benchmarks.Images;

/// <summary>Values in double precision, and how far a float32 implementation may be away from each.</summary>
/// <param name="Values">The values.</param>
/// <param name="Errors">The largest error of each.</param>
internal sealed record Estimate(double[] Values, double[] Errors)
{
    /// <summary>The unit roundoff of float32.</summary>
    public const double UnitRoundoff = 1.0 / (1 << 24);

    /// <summary>A network's input, which is exact.</summary>
    public static Estimate Exact(ReadOnlySpan<float> input) => new(Array.ConvertAll(input.ToArray(), value => (double)value), new double[input.Length]);

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
