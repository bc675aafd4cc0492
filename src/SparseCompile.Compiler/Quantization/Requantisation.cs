namespace SparseCompile.Compiler.Quantization;

/// <summary>A positive factor as integers: q = (sum * Multiplier + half) >> Shift, where half is 1 &lt;&lt; (Shift - 1), or 0 without a shift.</summary>
/// <remarks>The shift is arithmetic: results are rounded to the nearest integer, halves up. A sum of 32 bits gives a product of 49.</remarks>
/// <param name="Multiplier">0 to 65,535: one DSP block of a gate array multiplies by it.</param>
/// <param name="Shift">0 to <see cref="MaximumShift"/>.</param>
public readonly record struct Requantisation(int Multiplier, int Shift)
{
    /// <summary>The largest multiplier.</summary>
    public const int MaximumMultiplier = 65535;

    /// <summary>The largest shift. What is added to round then still fits beside the product.</summary>
    public const int MaximumShift = 46;

    /// <summary>What is added before the shift.</summary>
    public long Half => Shift == 0 ? 0 : 1L << (Shift - 1);

    /// <summary>The nearest there is to a factor: as many bits of it as the multiplier holds.</summary>
    public static Requantisation Of(double factor)
    {
        (int[] multipliers, int shift) = Common([factor]);
        return new Requantisation(multipliers[0], shift);
    }

    /// <summary>Several factors with the same shift, for sums of products.</summary>
    public static (int[] Multipliers, int Shift) Common(IReadOnlyList<double> factors)
    {
        int shift = MaximumShift;
        while (shift > 0 && factors.Any(factor => Scaled(factor, shift) > MaximumMultiplier))
        {
            shift--;
        }

        return ([.. factors.Select(factor => (int)Math.Min(Scaled(factor, shift), MaximumMultiplier))], shift);
    }

    /// <summary>The sum, scaled and rounded.</summary>
    public long Apply(long sum) => ((sum * Multiplier) + Half) >> Shift;

    private static double Scaled(double factor, int shift) => Math.Floor((factor * (1L << shift)) + 0.5);
}
