namespace SparseCompile.Compiler.Quantization;

/// <summary>An int8 matrix of which only the non-zeros are stored, row by row, columns ascending.</summary>
/// <remarks>A float weight so small that it became 0 is not stored: what is stored is what hardware and kernels multiply by.</remarks>
public sealed class QuantizedMatrix(int rows, int columns, int[] rowStarts, int[] columnIndices, sbyte[] values)
{
    /// <summary>Rows: outputs, or channels of the output.</summary>
    public int Rows { get; } = rows;

    /// <summary>Columns: inputs, or taps.</summary>
    public int Columns { get; } = columns;

    /// <summary>Where each row starts in <see cref="Values"/>; <see cref="Rows"/> + 1 entries.</summary>
    public int[] RowStarts { get; } = rowStarts;

    /// <summary>The column of each non-zero, ascending within a row.</summary>
    public int[] ColumnIndices { get; } = columnIndices;

    /// <summary>The non-zeros, from -128 to 127.</summary>
    public sbyte[] Values { get; } = values;

    /// <summary>How many non-zeros there are.</summary>
    public int NonZeros => Values.Length;

    /// <summary>Non-zeros of one row.</summary>
    public int RowLength(int row) => RowStarts[row + 1] - RowStarts[row];
}
