using System.Globalization;

namespace SparseCompile.Compiler.Rtl.Verilog;

/// <summary>Pieces of Verilog-2005: sized literals, ranges, explicit sign extension. Nothing is left to the language's rules of widths.</summary>
internal static class Verilog
{
    /// <summary>Bits that number so many things; 0 for one.</summary>
    public static int BitsFor(long count)
    {
        int bits = 0;
        while (1L << bits < count)
        {
            bits++;
        }

        return bits;
    }

    /// <summary><c>[7:0] </c>, with the space behind it; empty for one bit.</summary>
    public static string Range(int bits) => bits == 1 ? "" : $"[{Text(bits - 1)}:0] ";

    /// <summary><c>8'd5</c>.</summary>
    public static string Unsigned(int bits, long value) => $"{Text(bits)}'d{Text(value)}";

    /// <summary><c>8'sd5</c> or <c>-8'sd5</c>; the most negative value in hexadecimal, which has no positive counterpart.</summary>
    public static string Signed(int bits, long value) =>
        value == -(1L << (bits - 1)) ? $"{Text(bits)}'sh{(1L << (bits - 1)).ToString("x", CultureInfo.InvariantCulture)}" : (value < 0 ? "-" : "") + $"{Text(bits)}'sd{Text(Math.Abs(value))}";

    /// <summary>A byte of a vector of bytes: <c>x[15:8]</c>.</summary>
    public static string Byte(string vector, int index) => $"{vector}[{Text((8 * index) + 7)}:{Text(8 * index)}]";

    /// <summary>A signed value in more bits.</summary>
    public static string Extend(string name, int from, int to) =>
        from == to ? name : from > to ? throw new ArgumentOutOfRangeException(nameof(to)) : $"{{{{{Text(to - from)}{{{name}[{Text(from - 1)}]}}}}, {name}}}";

    /// <summary>Parts side by side, the first one highest; itself for one.</summary>
    public static string Concat(IEnumerable<string> parts)
    {
        string[] all = [.. parts];
        return all.Length == 1 ? all[0] : "{" + string.Join(", ", all) + "}";
    }

    /// <summary>Bytes side by side, the first one lowest.</summary>
    public static string Bytes(IEnumerable<string> parts) => Concat(parts.Reverse());

    /// <summary>An integer.</summary>
    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
