using SparseCompile;

namespace KeywordSpotting.Reports;

/// <summary>One line of the layer table.</summary>
/// <param name="Name">The layer, such as <c>fc1</c>.</param>
/// <param name="Inputs">Inputs of the layer.</param>
/// <param name="Outputs">Outputs of the layer.</param>
/// <param name="NonZeros">Weights that are not 0.</param>
/// <param name="Family">The kernel family that the compiler chose; null when the network is not compiled.</param>
/// <param name="LaneUtilisation">Active lanes of all lanes multiplied, 0 to 1; null when not compiled.</param>
/// <param name="Nanoseconds">The layer's time; null when not known.</param>
public sealed record LayerRow(
    string Name, int Inputs, int Outputs, int NonZeros, string? Family = null, double? LaneUtilisation = null, double? Nanoseconds = null)
{
    /// <summary>The share of weights that are 0, from 0 to 1.</summary>
    public double Sparsity => 1.0 - NonZeros / ((double)Inputs * Outputs);

    /// <summary>What the compiler says of a layer.</summary>
    public static LayerRow Of(SparseLayerInfo layer) => new(
        layer.Name, layer.DeclaredInputs, layer.DeclaredOutputs, (int)layer.NonZeros, layer.Family, layer.LaneUtilisation, layer.EstimatedNanoseconds);
}
