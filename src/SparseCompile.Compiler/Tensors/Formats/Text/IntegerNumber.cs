namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Parses integers to the nearest double, as decimal numbers are.</summary>
internal static class IntegerNumber
{
    /// <summary>Parses <c>[+-] digits</c>.</summary>
    /// <param name="text">The whole token.</param>
    /// <param name="allowSign">Whether a sign may be there.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is an integer.</returns>
    public static bool TryParse(string text, bool allowSign, out double value)
    {
        value = 0;
        int start = allowSign && text[0] is '-' or '+' ? 1 : 0;
        return start < text.Length && text.Skip(start).All(c => c is >= '0' and <= '9') && DecimalNumber.TryParse(text, out value);
    }
}
