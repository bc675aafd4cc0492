using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Storage;

/// <summary>
/// Complementary sparsity, column-padded: sets of K consecutive rows are overlaid; each memory row holds one (value, row within the set)
/// for every column. This is a reconstruction: the published mechanism is not public in detail.
/// </summary>
internal static class ComplementaryForm
{
    /// <summary>
    /// Counts the form's bits at the K, a power of two or all rows, that takes fewest; the smaller K where two tie.
    /// All sets have the depth of the deepest, so that no set needs a length of its own.
    /// </summary>
    public static StorageFigure Count(CsrMatrix weights, int valueBits)
    {
        (long bits, long setRows, long depth, long slots) best = (long.MaxValue, 1, 0, 0);
        for (long setRows = 1; ; setRows = Math.Min(2 * setRows, weights.Rows))
        {
            long depth = Depth(weights, setRows);
            long slots = Arithmetic.CeilingDivide(weights.Rows, setRows) * depth * weights.Columns;
            long bits = slots * (valueBits + Arithmetic.IndexBits(setRows));
            if (bits < best.bits)
            {
                best = (bits, setRows, depth, slots);
            }

            if (setRows >= weights.Rows)
            {
                break;
            }
        }

        return new StorageFigure(
            "complementary",
            best.bits,
            "ceil(rows / rows_per_set) * depth * columns * (v + ceil(log2 rows_per_set)), depth = most non-zeros of a column within a set",
            Parameters:
            [
                new("rows_per_set", best.setRows),
                new("depth", best.depth),
                new("packing_ppm", Arithmetic.PartsPerMillion(weights.NonZeros, best.slots)),
            ]);
    }

    private static long Depth(CsrMatrix weights, long setRows)
    {
        int[] counts = new int[weights.Columns];
        long[] setOfCount = new long[weights.Columns];
        int depth = 0;
        for (int row = 0; row < weights.Rows; row++)
        {
            long set = row / setRows;
            for (int word = weights.RowStarts[row]; word < weights.RowStarts[row + 1]; word++)
            {
                int column = weights.ColumnIndices[word];
                counts[column] = setOfCount[column] == set ? counts[column] + 1 : 1;
                setOfCount[column] = set;
                depth = Math.Max(depth, counts[column]);
            }
        }

        return depth;
    }
}
