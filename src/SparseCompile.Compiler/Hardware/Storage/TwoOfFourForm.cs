using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Storage;

/// <summary>N:M 2:4: of every 4 columns of a row at most 2 are stored, with one 4-bit code idx0 | idx1 &lt;&lt; 2.</summary>
internal static class TwoOfFourForm
{
    private const int Group = 4;
    private const int Kept = 2;
    private const int CodeBits = 4;

    /// <summary>Counts the form's bits, or says which group holds too many non-zeros. A last group of fewer columns is padded.</summary>
    public static StorageFigure Count(CsrMatrix weights, int valueBits)
    {
        const string formula = "rows * ceil(columns / 4) * (2 * v + 4)";
        for (int row = 0; row < weights.Rows; row++)
        {
            int group = -1;
            int count = 0;
            for (int word = weights.RowStarts[row]; word < weights.RowStarts[row + 1]; word++)
            {
                int found = weights.ColumnIndices[word] / Group;
                count = found == group ? count + 1 : 1;
                group = found;
                if (count > Kept)
                {
                    string reason = FormattableString.Invariant(
                        $"row {row} has more than 2 non-zeros in columns {group * Group} to {Math.Min((group * Group) + Group, weights.Columns) - 1}");
                    return new StorageFigure("n_m_2_4", null, formula, reason);
                }
            }
        }

        return new StorageFigure("n_m_2_4", weights.Rows * Arithmetic.CeilingDivide(weights.Columns, Group) * ((Kept * valueBits) + CodeBits), formula);
    }
}
