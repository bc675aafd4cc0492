using SparseCompile.Compiler.Tensors;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Windows.LoadBalancing;

/// <summary>How many non-zeros each row has in each stretch of <see cref="WindowTable.Granularity"/> slots: all that decides the steps of a block.</summary>
internal sealed class PaceProfiles
{
    /// <summary>Counts up to which they are made: 64 MB. Weights of that size, 32,768 x 32,768, take more by themselves.</summary>
    private const long MaxCounts = 1 << 26;

    private readonly byte[] _counts;

    private PaceProfiles(byte[] counts, int stretches)
    {
        _counts = counts;
        Stretches = stretches;
    }

    /// <summary>Stretches of slots.</summary>
    public int Stretches { get; }

    /// <summary>Counts the non-zeros of every row; null for a layer too large.</summary>
    /// <param name="matrix">The layer's matrix.</param>
    /// <param name="inputOrder">The input at each place.</param>
    /// <param name="layout">Where the inputs are read.</param>
    public static PaceProfiles? Of(CsrMatrix matrix, int[] inputOrder, Spacing layout)
    {
        int stretches = inputOrder.Length == 0 ? 0 : (layout.SlotOf(inputOrder.Length - 1) / WindowTable.Granularity) + 1;
        if ((long)matrix.Rows * stretches > MaxCounts)
        {
            return null;
        }

        int[] stretchOf = new int[matrix.Columns];
        for (int place = 0; place < inputOrder.Length; place++)
        {
            stretchOf[inputOrder[place]] = layout.SlotOf(place) / WindowTable.Granularity;
        }

        byte[] counts = new byte[matrix.Rows * stretches];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                counts[(row * stretches) + stretchOf[matrix.ColumnIndices[k]]]++;
            }
        }

        return new PaceProfiles(counts, stretches);
    }

    /// <summary>Non-zeros of a row in a stretch: <see cref="WindowTable.Granularity"/> at most.</summary>
    public byte this[int row, int stretch] => _counts[(row * Stretches) + stretch];
}
