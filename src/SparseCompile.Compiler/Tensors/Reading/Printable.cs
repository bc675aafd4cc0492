using System.Globalization;
using System.Text;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Text for messages: short, on one line, the same in every culture.</summary>
internal static class Printable
{
    private const int Longest = 60;

    /// <summary>The text in quotes, cut when long, with control characters written as <c>\xNN</c>.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder("'");
        foreach (char c in text.Length > Longest ? text.Substring(0, Longest) : text)
        {
            if (c < ' ' || (c >= '\x7f' && c < '\xa0') || char.IsSurrogate(c))
            {
                result.Append("\\x").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
            }
            else
            {
                result.Append(c);
            }
        }

        return result.Append(text.Length > Longest ? "...'" : "'").ToString();
    }

    /// <summary>A number.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public static string Number(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A shape or an index, as in <c>[2, 3]</c>.</summary>
    public static string List(IEnumerable<long> values) => "[" + string.Join(", ", values.Select(Number)) + "]";
}
