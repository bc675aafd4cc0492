namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>Whole rows and columns are pruned.</summary>
/// <param name="Word">The pattern in one word.</param>
/// <param name="PrunesRows">Rows go.</param>
/// <param name="PrunesColumns">Columns go.</param>
internal sealed record Lines(string Word, bool PrunesRows, bool PrunesColumns) : PruningPattern(Word)
{
    /// <inheritdoc/>
    public override bool[] Select(float[] scores, WeightShape shape, double density)
    {
        int rows = !PrunesRows ? shape.Rows : CountOf(PrunesColumns ? Math.Sqrt(density) : density, shape.Rows);
        int columns = !PrunesColumns ? shape.Columns : CountOf(PrunesRows ? density * shape.Rows / rows : density, shape.Columns);
        bool[] keptRows = Largest(shape.Rows, rows, row => Enumerable.Range(0, shape.Columns).Sum(column => Square(row, column)));
        bool[] keptColumns = Largest(shape.Columns, columns, column => Enumerable.Range(0, shape.Rows).Where(row => keptRows[row]).Sum(row => Square(row, column)));
        return [.. Enumerable.Range(0, shape.Length).Select(i => keptRows[i / shape.Columns] && keptColumns[i % shape.Columns])];

        double Square(int row, int column) => (double)scores[(row * shape.Columns) + column] * scores[(row * shape.Columns) + column];
    }

    private static bool[] Largest(int size, int count, Func<int, double> sum)
    {
        double[] sums = [.. Enumerable.Range(0, size).Select(sum)];
        bool[] kept = new bool[size];
        foreach (int line in Enumerable.Range(0, size).OrderByDescending(line => sums[line]).Take(count))
        {
            kept[line] = true;
        }

        return kept;
    }
}
