using SparseCompile.Cli.Estimates;

namespace SparseCompile.Cli.Pruning.Models;

/// <summary>A layer that can be pruned.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tensor">Name of its weight tensor.</param>
/// <param name="Layout">Where the weights are in the tensor.</param>
/// <param name="Shape">What its time depends on; null where the image is not known.</param>
/// <param name="Weights">Its weights, row by row.</param>
internal sealed record PrunableLayer(string Name, string Tensor, WeightLayout Layout, LayerShape? Shape, float[] Weights)
{
    /// <summary>Name of its node in the graph, where that has another: of an ONNX node, several operators may be made.</summary>
    public string Node { get; init; } = Name;

    /// <summary>Groups of rows that read inputs of their own.</summary>
    public int Groups => Shape?.Groups ?? 1;
}
