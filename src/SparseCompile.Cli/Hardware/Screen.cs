using System.Globalization;
using SparseCompile.Cli.Common;
using Spectre.Console;

namespace SparseCompile.Cli.Hardware;

/// <summary>Tables for people.</summary>
internal static class Screen
{
    /// <summary>Columns where the output is redirected: a table in a log is not wrapped.</summary>
    private const int LogWidth = 200;

    /// <summary>Writes a table: the first column is text, the others are figures.</summary>
    public static void Table(ToolConsole console, string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = new() { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(title)) };
        for (int column = 0; column < columns.Count; column++)
        {
            TableColumn added = new(Markup.Escape(columns[column])) { NoWrap = true };
            table.AddColumn(column == 0 ? added : added.RightAligned());
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(cell => new Markup(Markup.Escape(cell)))]);
        }

        console.Screen(console.IsTerminal ? null : LogWidth, null).Write(table);
    }

    /// <summary>An integer with separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Parts per million as per cent.</summary>
    public static string PerCent(long partsPerMillion) => (partsPerMillion / 10_000m).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
