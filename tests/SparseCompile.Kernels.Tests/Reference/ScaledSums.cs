using SparseCompile.Compiler.Planning;

namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>Multiplies of whole sums.</summary>
internal static class ScaledSums
{
    /// <summary>Rows whose sum is multiplied once: those with weights, where inputs are added and subtracted first.</summary>
    public static long ScaledRows(this LayerPlan layer) =>
        layer.SumsFirst ? Enumerable.Range(0, layer.Layer.Outputs).Count(row => layer.Layer.Weights.RowLength(row) > 0) : 0;
}
