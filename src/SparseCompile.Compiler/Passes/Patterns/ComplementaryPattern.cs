using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>Complementary sets: neighbouring rows whose supports are disjoint and together fill one dense row.</summary>
internal static class ComplementaryPattern
{
    public static WeightPattern? Find(CsrMatrix matrix)
    {
        // The last set may have fewer rows, so several sizes may fit the number of non-zeros.
        for (int rows = matrix.Rows; rows >= 2; rows--)
        {
            double fit = (double)matrix.NonZeros / ((matrix.Rows + rows - 1) / rows * (long)matrix.Columns);
            if (fit is >= PatternFinder.LeastFit and <= 1 && AreDisjoint(matrix, rows))
            {
                return new WeightPattern(FormattableString.Invariant($"complementary sets of {rows} rows"), fit);
            }
        }

        return null;
    }

    private static bool AreDisjoint(CsrMatrix matrix, int rows)
    {
        int[] lastSet = new int[matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                int set = (row / rows) + 1;
                if (lastSet[matrix.ColumnIndices[k]] == set)
                {
                    return false;
                }

                lastSet[matrix.ColumnIndices[k]] = set;
            }
        }

        return true;
    }
}
