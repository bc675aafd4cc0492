using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>Non-zeros near the diagonal.</summary>
internal static class BandPattern
{
    /// <summary>Share of the matrix up to which a band is one: a wider band says nothing.</summary>
    private const double Widest = 0.5;

    public static WeightPattern? Find(CsrMatrix matrix)
    {
        int below = 0;
        int above = 0;
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                below = Math.Max(below, row - matrix.ColumnIndices[k]);
                above = Math.Max(above, matrix.ColumnIndices[k] - row);
            }
        }

        long places = 0;
        for (int row = 0; row < matrix.Rows; row++)
        {
            places += Math.Max(0, Math.Min(matrix.Columns - 1, row + above) - Math.Max(0, row - below) + 1);
        }

        double fit = places == 0 ? 0 : (double)matrix.NonZeros / places;
        if (fit < PatternFinder.LeastFit || places > Widest * matrix.DenseMacs)
        {
            return null;
        }

        string name = below + above == 0 ? "diagonal" : FormattableString.Invariant($"banded, {below} below and {above} above the diagonal");
        return new WeightPattern(name, fit);
    }
}
