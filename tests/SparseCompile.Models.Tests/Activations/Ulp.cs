namespace SparseCompile.Models.Tests.Activations;

/// <summary>Distances between float32 values, counted in values between them.</summary>
internal static class Ulp
{
    /// <summary>How many steps from one value to the other; no bound where only one of them is NaN.</summary>
    public static long Distance(float left, float right) =>
        float.IsNaN(left) || float.IsNaN(right) ? (float.IsNaN(left) == float.IsNaN(right) ? 0 : long.MaxValue) : Math.Abs(Place(left) - Place(right));

    // Bits of positive values ascend with them; those of negative values count down from 0.
    private static long Place(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return bits < 0 ? int.MinValue - (long)bits : bits;
    }
}
