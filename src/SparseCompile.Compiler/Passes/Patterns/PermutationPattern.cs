using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>Permutation tiles: in every aligned square tile, one non-zero in each row and in each column.</summary>
internal static class PermutationPattern
{
    private const int LargestTile = 64;

    public static WeightPattern? Find(CsrMatrix matrix)
    {
        // In a matrix of fewer rows than a tile has, one non-zero in each row is often in different columns by chance.
        for (int size = 2; size <= Math.Min(LargestTile, Math.Min(matrix.Rows, matrix.Columns)); size++)
        {
            double fit = (double)matrix.NonZeros / Places(matrix, size);
            if (fit is >= PatternFinder.LeastFit and <= 1 && AreAlone(matrix, size))
            {
                return new WeightPattern(FormattableString.Invariant($"permutation tiles of {size} x {size}"), fit);
            }
        }

        return null;
    }

    /// <summary>Non-zeros of full tiles; a tile that the border cuts has one for each of its rows or columns, whichever are fewer.</summary>
    private static long Places(CsrMatrix matrix, int size)
    {
        long places = 0;
        for (int row = 0; row < matrix.Rows; row += size)
        {
            int height = Math.Min(size, matrix.Rows - row);
            places += ((long)matrix.Columns / size * height) + Math.Min(height, matrix.Columns % size);
        }

        return places;
    }

    /// <summary>Whether no two non-zeros of a tile are in one row or column.</summary>
    private static bool AreAlone(CsrMatrix matrix, int size)
    {
        int[] lastBand = new int[matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            int lastTile = -1, band = (row / size) + 1;
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                int column = matrix.ColumnIndices[k], tile = column / size;
                if (tile == lastTile || lastBand[column] == band)
                {
                    return false;
                }

                (lastTile, lastBand[column]) = (tile, band);
            }
        }

        return true;
    }
}
