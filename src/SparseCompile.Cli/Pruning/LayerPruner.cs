using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Pruning.Models;
using SparseCompile.Cli.Pruning.Numerics;

namespace SparseCompile.Cli.Pruning;

/// <summary>Prunes one layer.</summary>
internal static class LayerPruner
{
    /// <summary>Prunes a layer, and says what it costs and wins.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="choice">Pattern and density.</param>
    /// <param name="grams">Of its inputs; null where they are not known.</param>
    /// <param name="isSecondOrder">Refit what is left; needs the inputs.</param>
    public static PrunedLayer Prune(PrunableLayer layer, PruningChoice choice, Gram[]? grams, bool isSecondOrder)
    {
        LayerEstimate? before = Estimate(layer, layer.Weights);
        if (choice.Pattern is not { } pattern || choice.Density == 1)
        {
            return new PrunedLayer(layer, PruningChoice.Dense, layer.Weights, 0, 0) { Before = before, After = before };
        }

        float[] magnitude = MagnitudePruning.Prune(layer, pattern, choice.Density);
        double magnitudeError = LayerError.Relative(layer, magnitude, grams);
        float[] weights = isSecondOrder && grams is not null ? SecondOrderPruning.Prune(layer, grams, pattern, choice.Density) : magnitude;
        double error = ReferenceEquals(weights, magnitude) ? magnitudeError : LayerError.Relative(layer, weights, grams);
        return new PrunedLayer(layer, choice, weights, error, magnitudeError) { Before = before, After = Estimate(layer, weights) };
    }

    private static LayerEstimate? Estimate(PrunableLayer layer, float[] weights) => layer.Shape is { } shape ? LayerEstimator.Estimate(shape, weights, null) : null;
}
