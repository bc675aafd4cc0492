using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>Multiplies of whole sums.</summary>
internal static class ScaledSums
{
    /// <summary>Sums that are multiplied once, where inputs are added and subtracted first: one for each magnitude of each row.</summary>
    public static long ScaledRows(this Arrangement layer) =>
        layer.SumsFirst ? Enumerable.Range(0, layer.Layer.Outputs).Sum(row => Magnitudes(layer.Layer.Weights, row).Count()) : 0;

    /// <summary>The magnitudes of a row's weights.</summary>
    public static IEnumerable<float> Magnitudes(CsrMatrix matrix, int row) => matrix.Values[matrix.RowStarts[row]..matrix.RowStarts[row + 1]].Select(MathF.Abs).Distinct();
}
