using System.Globalization;
using Spectre.Console;

namespace SparseCompile.Cli.Hardware;

/// <summary>Tables for people, and progress.</summary>
internal static class Screen
{
    /// <summary>Columns of a console that is no terminal: a table in a log is not wrapped.</summary>
    private const int LogWidth = 200;

    /// <summary>Writes a table: the first column is text, the others are figures.</summary>
    public static void Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
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

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = LogWidth;
        }

        console.Write(table);
    }

    /// <summary>Runs something long, with a line of progress on the error stream where that is a terminal.</summary>
    public static T WithProgress<T>(string what, Func<Action<int, int>, T> run)
    {
        if (Console.IsErrorRedirected)
        {
            return run((_, _) => { });
        }

        IAnsiConsole errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return errors.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(what));
            return run((done, all) =>
            {
                task.MaxValue = all;
                task.Value = done;
            });
        });
    }

    /// <summary>An integer with separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Parts per million as per cent.</summary>
    public static string PerCent(long partsPerMillion) => (partsPerMillion / 10_000m).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
