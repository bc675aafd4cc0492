namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>N of every M adjacent columns of a row.</summary>
/// <param name="Word">The pattern in one word.</param>
/// <param name="Size">M.</param>
/// <param name="IsSpread">Some groups keep one more than others, so that the density is met.</param>
/// <param name="Channels">Groups lie along this many channels of a pixel; 0 for those of the layer, null for the matrix's own order.</param>
internal sealed record Groups(string Word, int Size, bool IsSpread, int? Channels) : PruningPattern(Word)
{
    /// <inheritdoc/>
    public override bool[] Select(float[] scores, WeightShape shape, double density)
    {
        int[] order = Order(shape);
        int groups = (shape.Columns + Size - 1) / Size;
        bool[] kept = new bool[shape.Length];
        float[] row = new float[shape.Columns];
        for (int first = 0; first < shape.Length; first += shape.Columns)
        {
            bool[] marks = new bool[shape.Columns];
            for (int column = 0; column < shape.Columns; column++)
            {
                row[column] = scores[first + order[column]];
            }

            for (int group = 0; group < groups; group++)
            {
                int width = Math.Min(Size, shape.Columns - (group * Size));
                Ranking.MarkLargest(row, Ranking.Sequence(group * Size, width), Count(density, shape.Columns, group, groups), marks);
            }

            for (int column = 0; column < shape.Columns; column++)
            {
                kept[first + order[column]] = marks[column];
            }
        }

        return kept;
    }

    private int Count(double density, int columns, int group, int groups)
    {
        long total = CountOf(density, columns);
        return IsSpread ? (int)Math.Min(Size, (total * (group + 1) / groups) - (total * group / groups)) : CountOf(density, Size);
    }

    /// <summary>The column at each place.</summary>
    private int[] Order(WeightShape shape)
    {
        int channels = Channels is null ? shape.Columns : Channels == 0 ? shape.Channels : Channels.Value;
        if (shape.Columns % channels != 0)
        {
            throw new PatternException($"Pattern '{Word}' does not fit {shape.Columns} columns. Expected a divisor of them as the number of channels.");
        }

        int taps = shape.Columns / channels;
        return [.. Enumerable.Range(0, shape.Columns).Select(place => (place % channels * taps) + (place / channels))];
    }
}
