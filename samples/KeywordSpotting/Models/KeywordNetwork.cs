using KeywordSpotting.Classification;
using SparseCompile;

namespace KeywordSpotting.Models;

/// <summary>One network forward and the MACs that it took: a generated model's <c>InferCounted</c>.</summary>
/// <param name="features">1024 log-mel values.</param>
/// <param name="scores">Receives 12 scores.</param>
/// <returns>The multiply-accumulates executed.</returns>
public delegate long CountedScorer(ReadOnlySpan<float> features, Span<float> scores);

/// <summary>One of the variants of the network.</summary>
/// <param name="Name">Its name in training/results.json, such as <c>block-winners</c>.</param>
/// <param name="Description">How its weights and its activations are sparse.</param>
/// <param name="Infer">Computes the scores.</param>
/// <param name="InferCounted">Computes the scores and counts.</param>
/// <param name="Info">What the compiler knows of it.</param>
public sealed record KeywordNetwork(string Name, string Description, KeywordScorer Infer, CountedScorer InferCounted, SparseModelInfo Info)
{
    /// <summary>The five variants of the published network; the first is the dense one.</summary>
    public static IReadOnlyList<KeywordNetwork> All { get; } =
    [
        new("dense", "dense, ReLU", DenseSpotter.Infer, DenseSpotter.InferCounted, DenseSpotter.Info),
        new("random", "at random, ReLU", RandomSpotter.Infer, RandomSpotter.InferCounted, RandomSpotter.Info),
        new(
            "random-winners",
            "at random, k-winners",
            RandomWinnersSpotter.Infer,
            RandomWinnersSpotter.InferCounted,
            RandomWinnersSpotter.Info),
        new(
            "block-winners",
            "16 x 1 blocks, k-winners",
            BlockWinnersSpotter.Infer,
            BlockWinnersSpotter.InferCounted,
            BlockWinnersSpotter.Info),
        new("nm-winners", "N of 32, k-winners", NmWinnersSpotter.Infer, NmWinnersSpotter.InferCounted, NmWinnersSpotter.Info),
    ];

    /// <summary>The one that recordings are classified with: weights in blocks, and k-winners.</summary>
    public static KeywordNetwork Default => All.Single(network => network.Name == "block-winners");
}
