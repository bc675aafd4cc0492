namespace SparseCompile.Kernels.Tests.Arithmetic;

/// <summary>Operands of multiply-adds, most of them such that a second rounding would show.</summary>
internal static class Triples
{
    /// <summary>The kinds there are.</summary>
    public const int Kinds = 8;

    private static readonly float[] s_special =
    [
        0f, -0f, 1f, -1f, 0.5f, 2f, 3f, 1f + MathF.ScaleB(1f, -23), 1f - MathF.ScaleB(1f, -24), float.Epsilon, -float.Epsilon, 2 * float.Epsilon, 3 * float.Epsilon,
        MathF.ScaleB(1f, -126), -MathF.ScaleB(1f, -126), MathF.ScaleB(1f, -126) - float.Epsilon, MathF.ScaleB(1f, -127), MathF.ScaleB(1f, -75), MathF.ScaleB(1f, -24), MathF.ScaleB(1f, -25),
        MathF.ScaleB(1f, 63), MathF.ScaleB(1f, 64), MathF.ScaleB(1f, 103), MathF.ScaleB(1f, 104), MathF.ScaleB(1f, 127), float.MaxValue, -float.MaxValue, MathF.BitDecrement(float.MaxValue),
        float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    /// <summary>A triple of a kind.</summary>
    public static (float Left, float Right, float Addend) Next(Random random, int kind) => kind switch
    {
        // Anything a float can be.
        0 => (Any(random), Any(random), Any(random)),
        1 => (Special(random), Special(random), Special(random)),
        2 => (Special(random), Any(random), Special(random)),

        // As in a layer.
        3 => (Between(random, -1, 1), Between(random, -1, 1), Between(random, -4, 4)),

        // A product that nearly cancels the addend.
        4 => Cancelling(random),

        // An addend so placed that the sum of it and a product lies half-way between two floats, or next to it.
        5 => HalfWay(random, Exponent(random, -40, 40)),
        6 => HalfWay(random, Exponent(random, -150, -120)),
        _ => HalfWay(random, Exponent(random, 122, 128)),
    };

    private static float Any(Random random) => BitConverter.Int32BitsToSingle((int)random.NextInt64(uint.MaxValue + 1L));

    private static float Special(Random random) => s_special[random.Next(s_special.Length)];

    private static float Between(Random random, double low, double high) => (float)(low + ((high - low) * random.NextDouble()));

    private static int Exponent(Random random, int low, int high) => random.Next(low, high);

    private static (float, float, float) Cancelling(Random random)
    {
        float left = MathF.ScaleB(Significand(random), random.Next(-70, 60));
        float right = MathF.ScaleB(Significand(random), random.Next(-70, 60));
        float addend = -(left * right);
        return (left, right, random.Next(3) switch { 0 => addend, 1 => MathF.BitIncrement(addend), _ => MathF.BitDecrement(addend) });
    }

    /// <summary>addend + half a unit in its last place + what is far too small for a double to tell, or nothing.</summary>
    private static (float, float, float) HalfWay(Random random, int exponent)
    {
        float addend = MathF.ScaleB(Significand(random), exponent);
        double unit = Math.ScaleB(1.0, Math.Max(exponent, -126) - 23);
        double product = unit / 2 * (random.Next(2) == 0 ? 1 : -1) * ((2 * random.Next(3)) + 1);

        // A product of two floats: (1 + a) (1 - a) = 1 - a^2 is as near to a power of two as they get; powers of two themselves are exact.
        int split = (int)Math.Clamp(Math.Log2(Math.Abs(product)) / 2, -100, 100);
        float left = MathF.ScaleB(1f, split);
        float right = (float)(product / left);
        float small = MathF.ScaleB(random.Next(1, 16), random.Next(-24, -10));
        return random.Next(4) switch
        {
            0 => (left, right, addend),
            1 => (left * (1f + small), right * (1f - small), addend),
            2 => (left * (1f - small), right * (1f + small), addend),
            _ => (MathF.BitIncrement(left), right, addend),
        };
    }

    private static float Significand(Random random)
    {
        // Few bits as often as many: sums of round numbers are half-way most often.
        int bits = random.Next(1, 25);
        float value = 1f + (random.Next(1 << (bits - 1)) * MathF.ScaleB(1f, 1 - bits));
        return random.Next(2) == 0 ? value : -value;
    }
}
