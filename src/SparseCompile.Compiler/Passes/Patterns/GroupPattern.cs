using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>N:M: at most N non-zeros in every aligned group of M columns of a row.</summary>
internal static class GroupPattern
{
    private const int LargestGroup = 64;

    /// <summary>Share of a group that may be left: large groups that are nearly full are about equally so by chance.</summary>
    private const double Fullest = 0.75;

    /// <param name="matrix">The matrix.</param>
    /// <param name="largest">Columns of the largest group to look for.</param>
    public static WeightPattern? Find(CsrMatrix matrix, int largest = LargestGroup)
    {
        for (int size = 2; size <= Math.Min(Math.Min(LargestGroup, largest), matrix.Columns); size++)
        {
            long groups = (long)matrix.Rows * ((matrix.Columns + size - 1) / size);
            double limit = Math.Min(Fullest * size, matrix.NonZeros / (PatternFinder.LeastFit * groups));
            int most = Most(matrix, size, limit);
            double fit = (double)matrix.NonZeros / (groups * most);
            if (most <= Fullest * size && fit >= PatternFinder.LeastFit)
            {
                return new WeightPattern(FormattableString.Invariant($"{most}:{size}"), fit);
            }
        }

        return null;
    }

    /// <summary>Non-zeros of the fullest group.</summary>
    private static int Most(CsrMatrix matrix, int size, double limit)
    {
        int most = 0;
        for (int row = 0; row < matrix.Rows && most <= limit; row++)
        {
            int group = -1;
            int count = 0;
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                count = matrix.ColumnIndices[k] / size == group ? count + 1 : 1;
                group = matrix.ColumnIndices[k] / size;
                most = Math.Max(most, count);
            }
        }

        return most;
    }
}
