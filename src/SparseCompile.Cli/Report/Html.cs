using System.Net;
using System.Text;

namespace SparseCompile.Cli.Report;

/// <summary>Writes HTML: what is text is escaped.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    /// <summary>Appends markup, with every value in it escaped.</summary>
    public Html Add(FormattableString markup)
    {
        object?[] values = [.. markup.GetArguments().Select(value => value is Html html ? html.ToString() : Escape(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)))];
        _text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, markup.Format, values);
        return this;
    }

    /// <summary>Appends markup as it is.</summary>
    public Html Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>A text with the characters that mean something to HTML escaped, quotes among them.</summary>
    public static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
