using System.Numerics;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Parses decimal numbers to the nearest double, ties to even.</summary>
/// <remarks>The .NET Framework, on which some compiler hosts run, does not round correctly; the generated code must not depend on the host.</remarks>
internal static class DecimalNumber
{
    private const int LargestExactPower = 22;

    private static readonly double[] ExactPowers = MakeExactPowers();

    /// <summary>Parses <c>[+-] digits [. digits] [e [+-] digits]</c>, with digits on one side of the point at least, or <c>inf</c>, <c>infinity</c>, <c>nan</c> in any case.</summary>
    public static bool TryParse(string text, out double value)
    {
        int i = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+'))
        {
            i++;
        }

        if (!TryParseSpecial(text.Substring(i), out value) && !TryParseDigits(text, i, out value))
        {
            return false;
        }

        value = negative ? -value : value;
        return true;
    }

    private static bool TryParseSpecial(string text, out double value)
    {
        bool infinite = text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase);
        value = infinite ? double.PositiveInfinity : double.NaN;
        return infinite || text.Equals("nan", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryParseDigits(string text, int i, out double value)
    {
        value = 0;
        int start = i;
        int point = -1;
        int count = 0;
        long significand = 0;
        for (; i < text.Length && (text[i] is >= '0' and <= '9' || (text[i] == '.' && point < 0)); i++)
        {
            if (text[i] == '.')
            {
                point = i;
            }
            else if (text[i] != '0' || count > 0)
            {
                significand = count < 18 ? (significand * 10) + (text[i] - '0') : significand;
                count++;
            }
        }

        if (i - start - (point < 0 ? 0 : 1) == 0 || !TryParseExponent(text, i, out int exponent))
        {
            return false;
        }

        exponent -= point < 0 ? 0 : i - point - 1;
        if (count <= 15 && Math.Abs(exponent) <= LargestExactPower)
        {
            // Both operands are exact, so that the one rounding is the right one.
            value = exponent < 0 ? significand / ExactPowers[-exponent] : significand * ExactPowers[exponent];
            return true;
        }

        string digits = text.Substring(start, i - start).Replace(".", "").TrimStart('0');
        value = Compose(digits, exponent);
        return true;
    }

    private static bool TryParseExponent(string text, int i, out int exponent)
    {
        exponent = 0;
        if (i == text.Length)
        {
            return true;
        }

        bool negative = i + 1 < text.Length && text[i + 1] == '-';
        int start = i + (i + 1 < text.Length && text[i + 1] is '+' or '-' ? 2 : 1);
        if (text[i] is not ('e' or 'E') || start >= text.Length)
        {
            return false;
        }

        for (i = start; i < text.Length; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return false;
            }

            // Beyond this no digits bring the number back into range: tokens are short.
            exponent = Math.Min(100_000, (exponent * 10) + (text[i] - '0'));
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }

    private static double Compose(string digits, int exponent)
    {
        if (digits.Length == 0 || digits.Length + exponent < -330)
        {
            return 0;
        }

        if (digits.Length + exponent > 310)
        {
            return double.PositiveInfinity;
        }

        BigInteger integer = ToInteger(digits);
        return exponent < 0
            ? BinaryRounding.Divide(integer, BigInteger.Pow(10, -exponent))
            : BinaryRounding.Divide(integer * BigInteger.Pow(10, exponent), BigInteger.One);
    }

    // In runs of up to 18 digits, each of which a long holds: most numbers are one run.
    private static BigInteger ToInteger(string digits)
    {
        const int Run = 18;
        BigInteger integer = BigInteger.Zero;
        for (int start = 0; start < digits.Length; start += Run)
        {
            long part = 0;
            long scale = 1;
            for (int i = start; i < Math.Min(start + Run, digits.Length); i++)
            {
                part = (part * 10) + (digits[i] - '0');
                scale *= 10;
            }

            integer = start == 0 ? part : (integer * scale) + part;
        }

        return integer;
    }

    private static double[] MakeExactPowers()
    {
        double[] powers = new double[LargestExactPower + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
