namespace SparseCompile.Compiler.Hardware.Energy;

/// <summary>Horowitz's energy table (M. Horowitz, "Computing's Energy Problem", ISSCC 2014, 45 nm), in femtojoule.</summary>
internal static class EnergyModel
{
    /// <summary>The model's id, carried by every estimate made with it.</summary>
    public const string Id = "horowitz-isscc2014-45nm";

    /// <summary>Where the table was published.</summary>
    public const string Source = "M. Horowitz, Computing's Energy Problem (and what we can do about it), ISSCC 2014";

    /// <summary>Multiplications by the widest operand that they are for: int8, float16, float32.</summary>
    public static IReadOnlyList<(int Bits, long Femtojoule)> Multiplications { get; } = [(8, 200), (16, 1_100), (64, 3_700)];

    /// <summary>Additions by the widest sum that they are for: int8, int32.</summary>
    public static IReadOnlyList<(int Bits, long Femtojoule)> Additions { get; } = [(8, 30), (32, 100), (64, 900)];

    /// <summary>One multiplication of weights of so many bits.</summary>
    public static long Multiply(int bits) => Multiplications.First(entry => bits <= entry.Bits).Femtojoule;

    /// <summary>One addition to a sum of so many bits.</summary>
    public static long Add(int bits) => Additions.First(entry => bits <= entry.Bits).Femtojoule;

    /// <summary>A 32-bit access to DRAM.</summary>
    public const long Dram32Bits = 640_000;

    /// <summary>A 64-bit read of a memory of 8 KB, 32 KB, 1 MB.</summary>
    public static IReadOnlyList<(long Bytes, long Femtojoule)> Sram64Bits { get; } = [(8_192, 10_000), (32_768, 20_000), (1_048_576, 100_000)];

    /// <summary>
    /// Energy of moving <paramref name="bits"/> to or from a memory of <paramref name="memoryBits"/>: the smallest listed SRAM that holds it,
    /// DRAM above 1 MB; in proportion to the bits. Rounded down to 1 fJ.
    /// </summary>
    public static long Access(long bits, long memoryBits)
    {
        foreach ((long bytes, long femtojoule) in Sram64Bits)
        {
            if (memoryBits <= 8 * bytes)
            {
                return (long)decimal.Floor((decimal)bits * femtojoule / 64);
            }
        }

        return (long)((decimal)bits * (Dram32Bits / 32));
    }
}
