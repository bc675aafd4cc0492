using System.Globalization;
using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Text for messages: short, on one line, the same in every culture.</summary>
internal static class Printable
{
    private const int Longest = 100;
    private const int Extents = 8;

    /// <summary>The text in quotes, cut when long, with characters that would not print as themselves written as <c>\xNN</c>.</summary>
    public static string Quote(string text) => "'" + Escape(text) + "'";

    /// <summary>The text without the quotes.</summary>
    public static string Escape(string text) => MessageText.Escape(text, Longest);

    /// <summary>A number.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public static string Number(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A shape or an index, as in <c>[2, 3]</c>; what follows the eighth extent is not written.</summary>
    public static string List(IEnumerable<long> values)
    {
        long[] first = [.. values.Take(Extents + 1)];
        return "[" + string.Join(", ", first.Take(Extents).Select(Number)) + (first.Length > Extents ? ", ...]" : "]");
    }
}
