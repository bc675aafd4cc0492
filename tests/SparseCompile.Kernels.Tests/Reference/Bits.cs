namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>Comparison of results bit for bit; one NaN is as good as another.</summary>
internal static class Bits
{
    public static int Of(float value) => float.IsNaN(value) ? unchecked((int)0x7FC00000) : BitConverter.SingleToInt32Bits(value);

    /// <summary>Fails with the first difference.</summary>
    public static void ShouldBeSame(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, Func<string> what)
    {
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            if (Of(actual[i]) != Of(expected[i]))
            {
                throw new ShouldAssertException($"{what()}: value {i} is {actual[i]:R} ({Of(actual[i]):x8}); expected {expected[i]:R} ({Of(expected[i]):x8}).");
            }
        }
    }
}
