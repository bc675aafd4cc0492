using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Storage;

/// <summary>EIE's run-length form: column by column, each value with the number of zeros before it in 4 bits, and column pointers.</summary>
internal static class RunLengthForm
{
    private const int RunBits = 4;
    private const int Reach = 1 << RunBits;

    /// <summary>Counts the form's bits. A run above 15 takes padding zeros, each a stored value; zeros after a column's last value are implied.</summary>
    public static StorageFigure Count(CsrMatrix weights, int valueBits)
    {
        long padding = 0;
        int[] nextRow = new int[weights.Columns];
        for (int row = 0; row < weights.Rows; row++)
        {
            for (int word = weights.RowStarts[row]; word < weights.RowStarts[row + 1]; word++)
            {
                int column = weights.ColumnIndices[word];
                padding += (row - nextRow[column]) / Reach;
                nextRow[column] = row + 1;
            }
        }

        long stored = weights.NonZeros + padding;
        long bits = (stored * (valueBits + RunBits)) + ((weights.Columns + 1L) * Arithmetic.IndexBits(stored + 1));
        return new StorageFigure(
            "run_length",
            bits,
            "stored * (v + 4) + (columns + 1) * ceil(log2(stored + 1)), stored = non_zeros + padding_zeros",
            Parameters: [new("padding_zeros", padding)]);
    }
}
