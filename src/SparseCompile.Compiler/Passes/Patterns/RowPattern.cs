using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>The same number of non-zeros in every row: lanes that compute a row each finish together.</summary>
internal static class RowPattern
{
    /// <summary>Rows there must be: the counts of fewer are equal by chance.</summary>
    private const int LeastRows = 16;

    public static WeightPattern? Find(CsrMatrix matrix)
    {
        int length = matrix.RowLength(0);
        return matrix.Rows >= LeastRows && Enumerable.Range(0, matrix.Rows).All(row => matrix.RowLength(row) == length)
            ? new WeightPattern(FormattableString.Invariant($"{length} in every row"), 1)
            : null;
    }
}
