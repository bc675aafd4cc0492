using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Inspection.Advice;

/// <summary>Matrices with the same number of non-zeros in a pattern: the places where today's weights are largest.</summary>
/// <remarks>What a pattern asks for and today's weights lack is filled in, each with another value: training would fill it.</remarks>
internal static class PatternMasks
{
    /// <summary>Blocks that are kept or pruned as a whole.</summary>
    /// <param name="matrix">Today's weights.</param>
    /// <param name="height">Rows of a block.</param>
    /// <param name="width">Columns of a block.</param>
    public static CsrMatrix? Blocks(CsrMatrix matrix, int height, int width)
    {
        int across = (matrix.Columns + width - 1) / width, down = (matrix.Rows + height - 1) / height;
        int count = (int)Math.Round((double)matrix.NonZeros / (height * width));
        if (matrix.Rows < height || matrix.Columns < width || count < 1 || (long)across * down > 1 << 24)
        {
            return null;
        }

        double[] scores = new double[across * down];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                scores[(row / height * across) + (matrix.ColumnIndices[k] / width)] += Math.Abs(matrix.Values[k]);
            }
        }

        HashSet<int> kept = [.. Enumerable.Range(0, scores.Length).OrderByDescending(block => scores[block]).ThenBy(block => block).Take(count)];
        return Build(matrix, row => Enumerable.Range(0, across).Where(block => kept.Contains((row / height * across) + block))
            .SelectMany(block => Enumerable.Range(block * width, Math.Min(width, matrix.Columns - (block * width)))));
    }

    /// <summary>A fixed number of weights in every group of columns of a row.</summary>
    /// <param name="matrix">Today's weights.</param>
    /// <param name="size">Columns of a group.</param>
    /// <param name="most">How many of them stay.</param>
    public static CsrMatrix? Groups(CsrMatrix matrix, int size, out int most)
    {
        long groups = (long)matrix.Rows * ((matrix.Columns + size - 1) / size);
        int kept = most = (int)Math.Round((double)matrix.NonZeros / groups);
        if (kept < 1 || kept > size * 3 / 4 || matrix.Columns < size)
        {
            return null;
        }

        return Build(matrix, row =>
        {
            float[] magnitudes = new float[matrix.Columns];
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                magnitudes[matrix.ColumnIndices[k]] = Math.Abs(matrix.Values[k]);
            }

            return Enumerable.Range(0, (matrix.Columns + size - 1) / size).SelectMany(group =>
                Enumerable.Range(group * size, Math.Min(size, matrix.Columns - (group * size))).OrderByDescending(column => magnitudes[column]).ThenBy(column => column).Take(kept).Order());
        });
    }

    private static CsrMatrix Build(CsrMatrix matrix, Func<int, IEnumerable<int>> columnsOf)
    {
        int[] starts = new int[matrix.Rows + 1];
        List<int> columns = new(matrix.NonZeros);
        List<float> values = new(matrix.NonZeros);
        for (int row = 0; row < matrix.Rows; row++)
        {
            int k = matrix.RowStarts[row];
            foreach (int column in columnsOf(row))
            {
                while (k < matrix.RowStarts[row + 1] && matrix.ColumnIndices[k] < column)
                {
                    k++;
                }

                bool isThere = k < matrix.RowStarts[row + 1] && matrix.ColumnIndices[k] == column;
                columns.Add(column);
                values.Add(isThere ? matrix.Values[k] : 1e-3f + (1e-6f * values.Count));
            }

            starts[row + 1] = columns.Count;
        }

        return new CsrMatrix(matrix.Rows, matrix.Columns, starts, [.. columns], [.. values]);
    }
}
