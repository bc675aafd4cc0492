namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>Any weights of a row, the same number in every row.</summary>
internal sealed record EqualRows() : PruningPattern("rows")
{
    /// <inheritdoc/>
    public override bool[] Select(float[] scores, WeightShape shape, double density)
    {
        bool[] kept = new bool[shape.Length];
        for (int row = 0; row < shape.Rows; row++)
        {
            Ranking.MarkLargest(scores, Ranking.Sequence(row * shape.Columns, shape.Columns), CountOf(density, shape.Columns), kept);
        }

        return kept;
    }
}
