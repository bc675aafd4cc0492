namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>Aligned blocks that are kept or pruned as a whole; every band of block rows keeps the same number.</summary>
/// <param name="Word">The pattern in one word.</param>
/// <param name="Height">Rows of a block.</param>
/// <param name="Width">Columns of a block.</param>
internal sealed record Blocks(string Word, int Height, int Width) : PruningPattern(Word)
{
    /// <inheritdoc/>
    public override bool[] Select(float[] scores, WeightShape shape, double density)
    {
        int across = (shape.Columns + Width - 1) / Width, down = (shape.Rows + Height - 1) / Height;
        double[] sums = new double[across * down];
        int[] places = new int[across * down];
        for (int i = 0; i < shape.Length; i++)
        {
            int block = (i / shape.Columns / Height * across) + (i % shape.Columns / Width);
            sums[block] += (double)scores[i] * scores[i];
            places[block]++;
        }

        // Of blocks that the border cuts, the average counts.
        float[] averages = [.. sums.Select((sum, block) => (float)Math.Sqrt(sum / places[block]))];
        bool[] kept = new bool[across * down];
        for (int band = 0; band < down; band++)
        {
            Ranking.MarkLargest(averages, Ranking.Sequence(band * across, across), CountOf(density, across), kept);
        }

        return [.. Enumerable.Range(0, shape.Length).Select(i => kept[(i / shape.Columns / Height * across) + (i % shape.Columns / Width)])];
    }
}
