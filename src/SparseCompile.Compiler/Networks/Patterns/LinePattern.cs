namespace SparseCompile.Compiler.Networks.Patterns;

/// <summary>Whole rows and columns pruned, what is left dense.</summary>
internal static class LinePattern
{
    public static WeightPattern? Find(CsrMatrix matrix)
    {
        int rows = Enumerable.Range(0, matrix.Rows).Count(row => matrix.RowLength(row) > 0);
        int columns = matrix.ColumnIndices.Distinct().Count();
        double fit = (double)matrix.NonZeros / ((long)rows * columns);
        return fit < PatternFinder.LeastFit || (rows == matrix.Rows && columns == matrix.Columns)
            ? null
            : new WeightPattern(FormattableString.Invariant($"whole lines, {matrix.Rows - rows} rows and {matrix.Columns - columns} columns pruned"), fit);
    }
}
