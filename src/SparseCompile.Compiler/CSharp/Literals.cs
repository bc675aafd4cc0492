using System.Globalization;
using System.Text;

namespace SparseCompile.Compiler.CSharp;

/// <summary>Values as C# text: the same whatever the culture, and the same bits when compiled.</summary>
public static class Literals
{
    /// <summary>A float32: the fewest digits that give the same bits back.</summary>
    public static string Float(float value)
    {
        if (float.IsNaN(value))
        {
            return "float.NaN";
        }

        if (float.IsInfinity(value))
        {
            return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        }

        // The desktop framework prints zero without its sign, and its "R" does not always give the same bits back.
        if (value == 0f)
        {
            return 1 / value < 0 ? "-0f" : "0f";
        }

        for (int digits = 6; digits < 9; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float parsed) && parsed.Equals(value))
            {
                return text + "f";
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture) + "f";
    }

    /// <summary>A double with at most this many decimals.</summary>
    public static string Fixed(double value, int decimals) =>
        Math.Round(value, decimals).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);

    /// <summary>An integer.</summary>
    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage with two decimals.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>A count with thin groups of thousands, for comments: <c>120,571</c>.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A string literal.</summary>
    public static string String(string value)
    {
        StringBuilder text = new("\"");
        foreach (char c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or > '~' => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    /// <summary>Text inside an ordinary comment: one line.</summary>
    public static string Comment(string value) =>
        new([.. value.Select(c => c is < ' ' or '\u2028' or '\u2029' or '\u0085' ? ' ' : c)]);

    /// <summary>Text inside an XML documentation comment: no markup, one line.</summary>
    public static string Xml(string value)
    {
        StringBuilder text = new();
        foreach (char c in Comment(value))
        {
            text.Append(c switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }
}
