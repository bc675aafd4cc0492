using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>Complementary sets: neighbouring rows whose supports are disjoint and together fill one dense row.</summary>
internal static class ComplementaryPattern
{
    public static WeightPattern? Find(CsrMatrix matrix)
    {
        int rows = (int)Math.Round(matrix.DenseMacs / (double)matrix.NonZeros);
        if (rows < 2 || rows > matrix.Rows)
        {
            return null;
        }

        int[] lastSet = new int[matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                int set = (row / rows) + 1;
                if (lastSet[matrix.ColumnIndices[k]] == set)
                {
                    return null;
                }

                lastSet[matrix.ColumnIndices[k]] = set;
            }
        }

        double fit = (double)matrix.NonZeros / ((matrix.Rows + rows - 1) / rows * (long)matrix.Columns);
        return fit < PatternFinder.LeastFit ? null : new WeightPattern(FormattableString.Invariant($"complementary sets of {rows} rows"), fit);
    }
}
