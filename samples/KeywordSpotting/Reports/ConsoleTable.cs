using System.Text;

namespace KeywordSpotting.Reports;

/// <summary>A plain-text table: columns as wide as their longest cell.</summary>
/// <param name="columns">The heads; one that begins with '&gt;' (which is not printed) makes its column flush right, for numbers.</param>
public sealed class ConsoleTable(params string[] columns)
{
    private readonly List<string[]> rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">As many cells as there are columns.</param>
    /// <exception cref="ArgumentException">Another number of cells.</exception>
    public void Add(params string[] cells)
    {
        if (cells.Length != columns.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"{cells.Length} cells: expected {columns.Length}."), nameof(cells));
        }

        rows.Add(cells);
    }

    /// <summary>The table as text, indented by two blanks, with a rule under the heads.</summary>
    /// <returns>Lines that end in a line feed, without blanks at their ends.</returns>
    public override string ToString()
    {
        string[] heads = [.. columns.Select(c => c.TrimStart('>'))];
        int[] widths = [.. heads.Select((head, i) => rows.Select(row => row[i].Length).Append(head.Length).Max())];
        StringBuilder text = new();
        AppendLine(text, heads, widths);
        AppendLine(text, [.. widths.Select(width => new string('-', width))], widths);
        foreach (string[] row in rows)
        {
            AppendLine(text, row, widths);
        }

        return text.ToString();
    }

    private void AppendLine(StringBuilder text, string[] cells, int[] widths)
    {
        IEnumerable<string> padded = cells.Select((cell, i) => columns[i].StartsWith('>') ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        text.Append(("  " + string.Join("  ", padded)).TrimEnd()).Append('\n');
    }
}
