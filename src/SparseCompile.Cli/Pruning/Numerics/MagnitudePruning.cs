using SparseCompile.Cli.Pruning.Models;
using SparseCompile.Cli.Pruning.Patterns;

namespace SparseCompile.Cli.Pruning.Numerics;

/// <summary>Keeps the weights of largest magnitude that a pattern allows.</summary>
internal static class MagnitudePruning
{
    /// <summary>The weights, pruned ones exactly +0.</summary>
    public static float[] Prune(PrunableLayer layer, PruningPattern pattern, double density)
    {
        bool[] kept = pattern.Select(Array.ConvertAll(layer.Weights, Math.Abs), layer.Layout.Shape, density);
        return [.. layer.Weights.Select((weight, i) => kept[i] ? weight + 0f : 0f)];
    }
}
