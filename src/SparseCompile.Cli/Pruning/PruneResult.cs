using SparseCompile.Cli.Pruning.Tensors;

namespace SparseCompile.Cli.Pruning;

/// <summary>A pruned network.</summary>
/// <param name="Layers">Its layers.</param>
internal sealed record PruneResult(IReadOnlyList<PrunedLayer> Layers)
{
    /// <summary>The tensors of the file as they were.</summary>
    public IReadOnlyList<DenseTensor> Tensors { get; init; } = [];

    /// <summary>Weights by the names of the network's nodes: several layers may read one tensor.</summary>
    public IReadOnlyDictionary<string, float[]> WeightsOf { get; init; } = new Dictionary<string, float[]>();

    /// <summary>Norm of the change of the network's outputs over their norm, on the samples that layers were fitted to; null where there are none.</summary>
    public double? OutputError { get; init; }

    /// <summary>The same on samples that no layer was fitted to.</summary>
    public double? HeldOutError { get; init; }

    /// <summary>The tensors of the file with the pruned weights.</summary>
    public IReadOnlyList<DenseTensor> Pruned()
    {
        Dictionary<string, PrunedLayer> layers = Layers.ToDictionary(layer => layer.Layer.Tensor, StringComparer.Ordinal);
        return [.. Tensors.Select(tensor => layers.TryGetValue(tensor.Name, out PrunedLayer? layer) ? tensor with { Values = layer.Layer.Layout.Scatter(layer.Weights) } : tensor)];
    }
}
