using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Pruning.Models;

namespace SparseCompile.Cli.Pruning;

/// <summary>What became of a layer.</summary>
/// <param name="Layer">As it was.</param>
/// <param name="Choice">How it was pruned.</param>
/// <param name="Weights">Its weights now, row by row.</param>
/// <param name="Error">Norm of the change of its outputs over the norm of its outputs; of its weights where no inputs are known.</param>
/// <param name="MagnitudeError">The same if the mask were that of the largest magnitudes, and nothing refitted.</param>
internal sealed record PrunedLayer(PrunableLayer Layer, PruningChoice Choice, float[] Weights, double Error, double MagnitudeError)
{
    /// <summary>Its time before; null where the image that it reads is not known.</summary>
    public LayerEstimate? Before { get; init; }

    /// <summary>Its time now.</summary>
    public LayerEstimate? After { get; init; }
}
