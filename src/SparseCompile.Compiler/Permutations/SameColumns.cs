using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Permutations;

/// <summary>Rows of a matrix are equal when their non-zeros are in the same columns.</summary>
internal sealed class SameColumns(CsrMatrix matrix) : IEqualityComparer<int>
{
    /// <inheritdoc/>
    public bool Equals(int x, int y)
    {
        int length = matrix.RowLength(x);
        bool isSame = length == matrix.RowLength(y);
        for (int k = 0; isSame && k < length; k++)
        {
            isSame = matrix.ColumnIndices[matrix.RowStarts[x] + k] == matrix.ColumnIndices[matrix.RowStarts[y] + k];
        }

        return isSame;
    }

    /// <inheritdoc/>
    public int GetHashCode(int row)
    {
        int hash = 17;
        for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
        {
            hash = unchecked((hash * 31) + matrix.ColumnIndices[k]);
        }

        return hash;
    }
}
