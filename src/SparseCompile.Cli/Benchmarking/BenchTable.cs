using System.Text;
using SparseCompile.Cli.Common;
using Spectre.Console;

namespace SparseCompile.Cli.Benchmarking;

/// <summary>Results as a table for the terminal or for Markdown.</summary>
internal static class BenchTable
{
    /// <summary>From this width on, a row is a line.</summary>
    private const int Wide = 140;

    /// <summary>The first column of figures that a narrow screen has: shapes and non-zeros are left to <c>inspect</c>.</summary>
    private const int Narrow = 3;

    private static readonly string[] s_titles = ["layer", "weights", "non-zeros", "generated", "quartiles", "dense C#", "CSR", "over dense", "over CSR"];

    /// <summary>On the terminal.</summary>
    public static void Show(IAnsiConsole screen, BenchResult result)
    {
        screen.MarkupLineInterpolated($"[bold]{result.Model}[/]");
        screen.MarkupLineInterpolated($"[dim]{result.Machine}; medians of {result.Rounds} rounds taken in turns[/]");
        bool isWide = screen.Profile.Width >= Wide;
        Table table = isWide ? Tables.Create(s_titles.Take(2), s_titles.Skip(2)) : Tables.Create(s_titles.Take(1), s_titles.Skip(Narrow));
        foreach (BenchRow row in result.Rows)
        {
            // A narrow screen has spreads on lines of their own.
            string[] cells = [.. Cells(row).Select(Markup.Escape).Select(cell => isWide ? cell : cell.Replace(" (", "\n(", StringComparison.Ordinal).Replace(" - ", " -\n", StringComparison.Ordinal))];
            cells[^2] = Colored(cells[^2], row.OverDense);
            cells[^1] = Colored(cells[^1], row.OverCsr);
            table.AddRow(isWide ? cells : [cells[0], .. cells[Narrow..]]);
        }

        screen.Write(table);
    }

    /// <summary>As Markdown.</summary>
    public static string Markdown(BenchResult result)
    {
        StringBuilder text = new($"### {result.Model}\n\n{result.Machine}; medians of {result.Rounds} rounds taken in turns.\n\n");
        text.Append("| " + string.Join(" | ", s_titles) + " |\n|---|---|" + string.Concat(Enumerable.Repeat("---:|", s_titles.Length - 2)) + "\n");
        foreach (BenchRow row in result.Rows)
        {
            text.Append("| " + string.Join(" | ", Cells(row)) + " |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string[] Cells(BenchRow row) =>
    [
        row.Name,
        row.Shape,
        Figures.Count(row.NonZeros),
        Figures.Time(row.Generated.Median),
        $"{Figures.Time(row.Generated.Low)} - {Figures.Time(row.Generated.High)}",
        Figures.Time(row.Dense.Median),
        Figures.Time(row.Csr.Median),
        Ratio(row.OverDense),
        Ratio(row.OverCsr),
    ];

    private static string Ratio(Spread ratio) => $"{Figures.Ratio(ratio.Median)} ({Figures.Ratio(ratio.Low)} - {Figures.Ratio(ratio.High)})";

    private static string Colored(string text, Spread ratio) => ratio.Low > 1 ? $"[green]{text}[/]" : ratio.High < 1 ? $"[yellow]{text}[/]" : text;
}
