namespace SparseCompile.Models.Tests.Data;

/// <summary>A second reader of smtx, for references: rows, columns and the columns of each row's entries.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Entries">By row, the columns of its entries.</param>
internal sealed record SmtxPattern(int Rows, int Columns, int[][] Entries)
{
    /// <summary>Reads a file.</summary>
    public static SmtxPattern Read(string path)
    {
        int[][] lines = [.. File.ReadLines(path).Select(static line => line.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray())];
        (int rows, int[] starts, int[] columns) = (lines[0][0], lines[1], lines.Length > 2 ? lines[2] : []);
        return new SmtxPattern(rows, lines[0][1], [.. Enumerable.Range(0, rows).Select(row => columns[starts[row]..starts[row + 1]])]);
    }
}
