using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Tensors;

/// <summary>Makes row-compressed matrices.</summary>
public static class MatrixBuilder
{
    /// <summary>The matrix of a tensor with two extents, each at most 2^31 - 1.</summary>
    /// <param name="tensor">[rows, columns], or [columns, rows] where <paramref name="transposed"/>.</param>
    /// <param name="transposed">Swap rows and columns.</param>
    public static CsrMatrix FromTensor(Tensor tensor, bool transposed)
    {
        long width = tensor.Info.Shape[1];
        int rows = checked((int)tensor.Info.Shape[transposed ? 1 : 0]);
        int columns = checked((int)tensor.Info.Shape[transposed ? 0 : 1]);
        int count = tensor.Positions.Length;
        int[] starts = new int[rows + 1];
        for (int i = 0; i < count; i++)
        {
            starts[(transposed ? tensor.Positions[i] % width : tensor.Positions[i] / width) + 1]++;
        }

        for (int row = 0; row < rows; row++)
        {
            starts[row + 1] += starts[row];
        }

        // Positions ascend, so that filling in order leaves the columns of every row ascending, transposed or not.
        int[] next = (int[])starts.Clone();
        int[] columnIndices = new int[count];
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            long outer = tensor.Positions[i] / width;
            long inner = tensor.Positions[i] % width;
            int place = next[transposed ? inner : outer]++;
            columnIndices[place] = (int)(transposed ? outer : inner);
            values[place] = tensor.Values[i];
        }

        return new CsrMatrix(rows, columns, starts, columnIndices, values);
    }

    /// <summary>Keeps the elements a function gives, at the rows and columns it is asked for; zeros vanish.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="rows">Rows to keep, ascending.</param>
    /// <param name="newColumn">New index of each column; -1 to drop it.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="value">New value of an element, from its row, column and value.</param>
    public static CsrMatrix Map(CsrMatrix matrix, IReadOnlyList<int> rows, int[]? newColumn, int columns, Func<int, int, float, float>? value = null)
    {
        int[] starts = new int[rows.Count + 1];
        List<int> columnIndices = new(matrix.NonZeros);
        List<float> values = new(matrix.NonZeros);
        for (int i = 0; i < rows.Count; i++)
        {
            for (int k = matrix.RowStarts[rows[i]]; k < matrix.RowStarts[rows[i] + 1]; k++)
            {
                int column = matrix.ColumnIndices[k];
                int target = newColumn is null ? column : newColumn[column];
                float mapped = value is null ? matrix.Values[k] : value(rows[i], column, matrix.Values[k]);
                if (target >= 0 && mapped != 0f)
                {
                    columnIndices.Add(target);
                    values.Add(mapped);
                }
            }

            starts[i + 1] = values.Count;
        }

        return new CsrMatrix(rows.Count, columns, starts, [.. columnIndices], [.. values]);
    }

    /// <summary>The matrix with its columns in another order, ascending in every row.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="order">New index of each column.</param>
    public static CsrMatrix Reorder(CsrMatrix matrix, int[] order)
    {
        int[] columns = [.. matrix.ColumnIndices.Select(column => order[column])];
        float[] values = [.. matrix.Values];
        for (int row = 0; row < matrix.Rows; row++)
        {
            Array.Sort(columns, values, matrix.RowStarts[row], matrix.RowLength(row));
        }

        return new CsrMatrix(matrix.Rows, matrix.Columns, matrix.RowStarts, columns, values);
    }

    /// <summary>The matrix with these values on its diagonal.</summary>
    public static CsrMatrix Diagonal(IReadOnlyList<float> values)
    {
        int[] all = [.. Enumerable.Range(0, values.Count)];
        float[] ones = [.. Enumerable.Repeat(1f, values.Count)];
        CsrMatrix identity = new(values.Count, values.Count, [.. Enumerable.Range(0, values.Count + 1)], all, ones);
        return Map(identity, all, null, values.Count, (row, _, _) => values[row]);
    }
}
