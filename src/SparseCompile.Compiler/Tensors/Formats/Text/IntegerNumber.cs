using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Parses integers and says whether float32 holds them.</summary>
internal static class IntegerNumber
{
    /// <summary>Parses <c>[+-] digits</c>.</summary>
    /// <param name="text">The whole token.</param>
    /// <param name="allowSign">Whether a sign may be there.</param>
    /// <param name="value">The value, when <paramref name="exact"/>.</param>
    /// <param name="exact">Whether float32 holds it; false for anything from 2^64 on.</param>
    /// <returns>Whether the text is an integer.</returns>
    public static bool TryParse(string text, bool allowSign, out double value, out bool exact)
    {
        bool negative = allowSign && text[0] == '-';
        int start = negative || (allowSign && text[0] == '+') ? 1 : 0;
        ulong magnitude = 0;
        exact = true;
        value = 0;
        if (start == text.Length)
        {
            return false;
        }

        for (int i = start; i < text.Length; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return false;
            }

            uint digit = (uint)(text[i] - '0');
            exact &= magnitude <= (ulong.MaxValue - digit) / 10;
            magnitude = unchecked((magnitude * 10) + digit);
        }

        exact &= ElementDecoder.IsExact(magnitude);
        value = exact ? (negative ? -(double)magnitude : magnitude) : 0;
        return true;
    }
}
