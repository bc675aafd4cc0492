namespace SparseCompile.Compiler.Tensors;

/// <summary>A float32 matrix of which only the non-zeros are stored, row by row, columns ascending.</summary>
/// <remarks>Rows are outputs and columns inputs. Every stored value is finite and not zero.</remarks>
public sealed class CsrMatrix(int rows, int columns, int[] rowStarts, int[] columnIndices, float[] values)
{
    /// <summary>Rows: the layer's outputs.</summary>
    public int Rows { get; } = rows;

    /// <summary>Columns: the layer's inputs.</summary>
    public int Columns { get; } = columns;

    /// <summary>Where each row starts in <see cref="Values"/>; <see cref="Rows"/> + 1 entries.</summary>
    public int[] RowStarts { get; } = rowStarts;

    /// <summary>The column of each non-zero, ascending within a row.</summary>
    public int[] ColumnIndices { get; } = columnIndices;

    /// <summary>The non-zeros.</summary>
    public float[] Values { get; } = values;

    /// <summary>How many non-zeros there are: the multiply-accumulates of one output position.</summary>
    public int NonZeros => Values.Length;

    /// <summary>Multiply-accumulates a dense layer of this shape would execute.</summary>
    public long DenseMacs => (long)Rows * Columns;

    /// <summary>Non-zeros of one row.</summary>
    public int RowLength(int row) => RowStarts[row + 1] - RowStarts[row];
}
