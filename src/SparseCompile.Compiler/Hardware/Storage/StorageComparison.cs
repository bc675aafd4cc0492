using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Storage;

/// <summary>Counts the bits of a weight matrix in every format the description compares.</summary>
public static class StorageComparison
{
    /// <summary>Counts all formats, in a fixed order. Indices are ceil(log2 n) bits wide, pointers ceil(log2(stored + 1)).</summary>
    /// <param name="weights">Rows x columns.</param>
    /// <param name="lanes">Lanes of the streamed-lanes ROM, at least 1.</param>
    /// <param name="valueBits">Width of a stored value.</param>
    public static IReadOnlyList<StorageFigure> Compare(CsrMatrix weights, int lanes, int valueBits)
    {
        return
        [
            new("dense", weights.DenseMacs * valueBits, "rows * columns * v"),
            new("bitmap", weights.DenseMacs + ((long)weights.NonZeros * valueBits), "rows * columns + non_zeros * v"),
            Compressed("csr", weights.Rows, weights.Columns, weights.NonZeros, valueBits,
                "non_zeros * (v + ceil(log2 columns)) + (rows + 1) * ceil(log2(non_zeros + 1))"),
            Compressed("csc", weights.Columns, weights.Rows, weights.NonZeros, valueBits,
                "non_zeros * (v + ceil(log2 rows)) + (columns + 1) * ceil(log2(non_zeros + 1))"),
            RunLengthForm.Count(weights, valueBits),
            TwoOfFourForm.Count(weights, valueBits),
            ComplementaryForm.Count(weights, valueBits),
            new("streamed_lanes_rom", lanes * Depth(weights, lanes) * (2 + Arithmetic.IndexBits(weights.Rows) + Arithmetic.IndexBits(weights.Columns) + valueBits), "lanes * depth * (2 + ceil(log2 rows) + ceil(log2 columns) + v)"),
        ];
    }

    /// <summary>Non-zeros of the fullest lane, row r on lane r mod lanes.</summary>
    private static long Depth(CsrMatrix weights, int lanes)
    {
        long[] words = new long[lanes];
        for (int row = 0; row < weights.Rows; row++)
        {
            words[row % lanes] += weights.RowLength(row);
        }

        return words.Max();
    }

    private static StorageFigure Compressed(string format, long outer, long inner, long stored, int valueBits, string formula)
    {
        long pointers = (outer + 1) * Arithmetic.IndexBits(stored + 1);
        return new StorageFigure(format, (stored * (valueBits + Arithmetic.IndexBits(inner))) + pointers, formula);
    }
}
