using SparseCompile.Cli.Pruning.Tensors;

namespace SparseCompile.Cli.Pruning;

/// <summary>A pruned network.</summary>
/// <param name="Layers">Its layers.</param>
internal sealed record PruneResult(IReadOnlyList<PrunedLayer> Layers)
{
    /// <summary>The tensors of the file as they were.</summary>
    public IReadOnlyList<DenseTensor> Tensors { get; init; } = [];

    /// <summary>Outputs of the network before, by sample; null where they are not known.</summary>
    public double[][]? DenseOutputs { get; init; }

    /// <summary>Outputs of the network now.</summary>
    public double[][]? Outputs { get; init; }

    /// <summary>Norm of the change of the network's outputs over their norm; null where they are not known.</summary>
    public double? OutputError
    {
        get
        {
            if (Outputs is null || DenseOutputs is null)
            {
                return null;
            }

            double change = 0, all = 0;
            foreach ((double[] now, double[] before) in Outputs.Zip(DenseOutputs))
            {
                change += now.Zip(before, (a, b) => (a - b) * (a - b)).Sum();
                all += before.Sum(value => value * value);
            }

            return all > 0 ? Math.Sqrt(change / all) : 0;
        }
    }

    /// <summary>The tensors of the file with the pruned weights.</summary>
    public IReadOnlyList<DenseTensor> Pruned()
    {
        Dictionary<string, PrunedLayer> layers = Layers.ToDictionary(layer => layer.Layer.Tensor, StringComparer.Ordinal);
        return [.. Tensors.Select(tensor => layers.TryGetValue(tensor.Name, out PrunedLayer? layer) ? tensor with { Values = layer.Layer.Layout.Scatter(layer.Weights) } : tensor)];
    }
}
