namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>Any weights of the layer.</summary>
internal sealed record Unstructured() : PruningPattern("any")
{
    /// <inheritdoc/>
    public override bool[] Select(float[] scores, WeightShape shape, double density)
    {
        bool[] kept = new bool[shape.Length];
        Ranking.MarkLargest(scores, Ranking.Sequence(0, shape.Length), CountOf(density, shape.Length), kept);
        return kept;
    }
}
