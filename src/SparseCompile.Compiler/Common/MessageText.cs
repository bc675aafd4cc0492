using System.Globalization;
using System.Text;

namespace SparseCompile.Compiler.Common;

/// <summary>Words of files in messages: on one line, in the order they are written, and short.</summary>
public static class MessageText
{
    /// <summary>The text, cut when long, with characters that would not print as themselves written as <c>\xNN</c> or <c>\uNNNN</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">Characters of it that are kept at most.</param>
    public static string Escape(string text, int longest)
    {
        var result = new StringBuilder();
        int length = Math.Min(text.Length, longest);
        for (int i = 0; i < length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
            }
            else if (IsPrintable(c))
            {
                result.Append(c);
            }
            else
            {
                result.Append(c < 0x100 ? "\\x" : "\\u").Append(((int)c).ToString(c < 0x100 ? "x2" : "x4", CultureInfo.InvariantCulture));
            }
        }

        return text.Length > longest ? result.Append("...").ToString() : result.ToString();
    }

    /// <summary>Not line ends, other control characters, halves of pairs, nor characters that turn the direction of text or have no width.</summary>
    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
