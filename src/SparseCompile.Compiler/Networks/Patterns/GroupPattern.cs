namespace SparseCompile.Compiler.Networks.Patterns;

/// <summary>N:M: at most N non-zeros in every aligned group of M columns of a row.</summary>
internal static class GroupPattern
{
    private const int LargestGroup = 64;

    /// <summary>Share of a group that may be left: large groups that are nearly full are about equally so by chance.</summary>
    private const double Fullest = 0.75;

    public static WeightPattern? Find(CsrMatrix matrix)
    {
        for (int size = 2; size <= Math.Min(LargestGroup, matrix.Columns); size++)
        {
            int most = Most(matrix, size);
            long places = (long)matrix.Rows * ((matrix.Columns + size - 1) / size) * most;
            double fit = (double)matrix.NonZeros / places;
            if (most <= Fullest * size && fit >= PatternFinder.LeastFit)
            {
                return new WeightPattern(FormattableString.Invariant($"{most}:{size}"), fit);
            }
        }

        return null;
    }

    /// <summary>Non-zeros of the fullest group.</summary>
    private static int Most(CsrMatrix matrix, int size)
    {
        int most = 0;
        for (int row = 0; row < matrix.Rows; row++)
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
