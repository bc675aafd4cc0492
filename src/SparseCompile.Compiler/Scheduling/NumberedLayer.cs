using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>A layer whose weights are the numbers of its non-zeros: where such a number lies in a table, that non-zero is executed.</summary>
internal static class NumberedLayer
{
    /// <summary>The layer's arrangement with a number in place of each weight. Sums first are left out: their tables follow from the weights' magnitudes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="layer">A layer of it.</param>
    /// <param name="first">The first non-zero, row by row, has this number and one more: 0 is no weight.</param>
    public static Arrangement Of(ModelPlan plan, LayerPlan layer, int first)
    {
        CsrMatrix matrix = layer.Layer.Weights;
        float[] numbers = [.. Enumerable.Range(first + 1, matrix.NonZeros).Select(number => (float)number)];
        CsrMatrix numbered = new(matrix.Rows, matrix.Columns, matrix.RowStarts, matrix.ColumnIndices, numbers);
        Arrangement own = layer.Arrangement;
        SparseRows rows = layer is ConvPlan
            ? new SparseRows(numbered.RowStarts, numbered.ColumnIndices, numbered.Values)
            : RowOrdering.Arrange(numbered, own.RowOrder, Permutation.Inverse(plan.OrderOf(layer.Node.Input), matrix.Columns), own.IsOutput);
        return rows.Slots.SequenceEqual(own.Rows.Slots)
            ? new Arrangement(own.Node, own.IsOutput, own.InputCount, own.RowOrder, rows) { SkipsZeroInputs = own.SkipsZeroInputs }
            : throw new InvalidOperationException($"The inputs of '{layer.Name}' are not where its plan has them.");
    }
}
