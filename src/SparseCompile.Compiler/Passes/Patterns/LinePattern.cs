using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>Whole rows and columns pruned, what is left dense.</summary>
internal static class LinePattern
{
    /// <summary>Share of the matrix that may be left: a line or two are empty by chance.</summary>
    private const double Most = 0.9;

    public static WeightPattern? Find(CsrMatrix matrix)
    {
        int rows = Enumerable.Range(0, matrix.Rows).Count(row => matrix.RowLength(row) > 0);
        int columns = matrix.ColumnIndices.Distinct().Count();
        if (rows * (long)columns > Most * matrix.DenseMacs)
        {
            return null;
        }

        double fit = (double)matrix.NonZeros / ((long)rows * columns);
        return fit < PatternFinder.LeastFit
            ? null
            : new WeightPattern(FormattableString.Invariant($"whole lines, {matrix.Rows - rows} rows and {matrix.Columns - columns} columns pruned"), fit);
    }
}
