using Spectre.Console;

namespace SparseCompile.Cli.Common;

/// <summary>Tables as all verbs draw them: a line below the titles, two blanks between columns, no column broken but the first.</summary>
internal static class Tables
{
    /// <summary>A table with some columns.</summary>
    /// <param name="words">Titles of columns of words.</param>
    /// <param name="numbers">Titles of columns of numbers, to the right of these.</param>
    public static Table Create(IEnumerable<string> words, IEnumerable<string> numbers)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string title in words)
        {
            table.AddColumn(new TableColumn(title));
        }

        foreach (string title in numbers)
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }

        foreach (TableColumn column in table.Columns)
        {
            column.Padding = new Padding(0, 0, 2, 0);
        }

        return table;
    }
}
