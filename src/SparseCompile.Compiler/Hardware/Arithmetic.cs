namespace SparseCompile.Compiler.Hardware;

/// <summary>Integer arithmetic of the description; floating point would bring rounding into exact figures.</summary>
internal static class Arithmetic
{
    /// <summary>ceil(log2 <paramref name="count"/>): bits that tell <paramref name="count"/> things apart; 0 for none or one.</summary>
    public static int IndexBits(long count)
    {
        int bits = 0;
        for (long last = count - 1; last > 0; last >>= 1)
        {
            bits++;
        }

        return bits;
    }

    /// <summary>floor(10^6 part / whole); 0 where the whole is empty.</summary>
    public static long PartsPerMillion(long part, long whole) =>
        whole == 0 ? 0 : (long)decimal.Floor(1_000_000m * part / whole);

    /// <summary>ceil(<paramref name="dividend"/> / <paramref name="divisor"/>) of numbers not below 0.</summary>
    public static long CeilingDivide(long dividend, long divisor) => (dividend / divisor) + (dividend % divisor == 0 ? 0 : 1);

    /// <summary>The IEEE 754 bits of a float32 as 8 lower-case hexadecimal digits.</summary>
    public static string FloatBits(float value) => Bits(value).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The IEEE 754 bits of a float32.</summary>
    public static int Bits(float value) => BitConverter.ToInt32(BitConverter.GetBytes(value), 0);
}
