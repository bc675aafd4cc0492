namespace SparseCompile.Models.Tests.Reference;

/// <summary>Values in double precision, and how far a float32 implementation may be away from them.</summary>
/// <param name="Values">The values.</param>
/// <param name="Errors">The bounds, all 0 for an input.</param>
internal sealed record Outcome(double[] Values, double[] Errors)
{
    /// <summary>Values that are exact.</summary>
    public static Outcome Exact(ReadOnlySpan<float> values) => new(Array.ConvertAll(values.ToArray(), static value => (double)value), new double[values.Length]);

    /// <summary>Every value must be within its bound.</summary>
    public void ShouldHold(ReadOnlySpan<float> actual, string what)
    {
        actual.Length.ShouldBe(Values.Length, what);
        for (int i = 0; i < Values.Length; i++)
        {
            // Negated on purpose: a NaN must not pass.
            if (!(Math.Abs(actual[i] - Values[i]) <= Errors[i]))
            {
                throw new ShouldAssertException($"{what}, output {i}: found {actual[i]:R}, expected {Values[i]:R} within {Errors[i]:E2}.");
            }
        }
    }
}
