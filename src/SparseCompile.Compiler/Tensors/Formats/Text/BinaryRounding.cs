using System.Numerics;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Rounds exact quotients to double.</summary>
internal static class BinaryRounding
{
    private const int Precision = 53;
    private const int SmallestExponent = -1074;

    /// <summary>The double nearest to a quotient of two positive integers, ties to even.</summary>
    public static double Divide(BigInteger numerator, BigInteger denominator)
    {
        // Scaled so that the integer quotient has 66 or 67 bits: more than the precision, and the rest counts only as zero or not.
        int scale = 66 - (BitLength(numerator) - BitLength(denominator));
        if (scale >= 0)
        {
            numerator <<= scale;
        }
        else
        {
            denominator <<= -scale;
        }

        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);

        // Near zero the last bit has the weight 2^-1074 whatever the precision.
        int dropped = Math.Max(BitLength(quotient) - Precision, SmallestExponent + scale);
        BigInteger significand = quotient >> dropped;
        BigInteger rest = quotient - (significand << dropped);
        int comparison = rest.CompareTo(BigInteger.One << (dropped - 1));
        bool tie = comparison == 0 && remainder.IsZero;
        if (tie ? !significand.IsEven : comparison >= 0)
        {
            significand += 1;
        }

        return Scale((double)(ulong)significand, dropped - scale);
    }

    private static int BitLength(BigInteger value)
    {
        byte[] bytes = value.ToByteArray();
        int top = bytes.Length - 1;
        while (top > 0 && bytes[top] == 0)
        {
            top--;
        }

        int bits = 8 * top;
        for (int rest = bytes[top]; rest != 0; rest >>= 1)
        {
            bits++;
        }

        return bits;
    }

    // In two steps, each by a normal power of two; nothing is rounded, for the significand has been already.
    private static double Scale(double significand, int exponent) =>
        significand * PowerOfTwo(exponent / 2) * PowerOfTwo(exponent - (exponent / 2));

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
