using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Inspection;

/// <summary>Counts of a matrix.</summary>
internal static class MatrixFigures
{
    /// <summary>Non-zeros of each row.</summary>
    public static int[] RowLengths(CsrMatrix matrix) => [.. Enumerable.Range(0, matrix.Rows).Select(matrix.RowLength)];

    /// <summary>Non-zeros of each column.</summary>
    public static int[] ColumnLengths(CsrMatrix matrix)
    {
        int[] lengths = new int[matrix.Columns];
        foreach (int column in matrix.ColumnIndices)
        {
            lengths[column]++;
        }

        return lengths;
    }

    /// <summary>Share of the places of each cell of a grid over the matrix that hold a non-zero.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="down">Cells from top to bottom; at most as many as rows.</param>
    /// <param name="across">Cells from left to right; at most as many as columns.</param>
    public static double[,] Densities(CsrMatrix matrix, int down, int across)
    {
        double[,] cells = new double[down, across];
        for (int row = 0; row < matrix.Rows; row++)
        {
            int y = (int)((long)row * down / matrix.Rows);
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                cells[y, (long)matrix.ColumnIndices[k] * across / matrix.Columns]++;
            }
        }

        for (int y = 0; y < down; y++)
        {
            for (int x = 0; x < across; x++)
            {
                cells[y, x] /= Extent(matrix.Rows, down, y) * (double)Extent(matrix.Columns, across, x);
            }
        }

        return cells;
    }

    /// <summary>How many of some things fall into a cell.</summary>
    private static long Extent(int things, int cells, int cell) => (((long)(cell + 1) * things) + cells - 1) / cells - ((((long)cell * things) + cells - 1) / cells);
}
