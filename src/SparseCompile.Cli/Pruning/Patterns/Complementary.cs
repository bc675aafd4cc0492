namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>Sets of adjacent rows: every column of a set has one owner, or several at larger densities.</summary>
/// <param name="Word">The pattern in one word.</param>
/// <param name="SetRows">Rows of a set.</param>
/// <param name="IsBalanced">Every row of a set owns the same number of columns, or one less.</param>
internal sealed record Complementary(string Word, int SetRows, bool IsBalanced) : PruningPattern(Word)
{
    /// <inheritdoc/>
    public override bool[] Select(float[] scores, WeightShape shape, double density)
    {
        int owners = CountOf(density, SetRows);
        bool[] kept = new bool[shape.Length];
        for (int first = 0; first < shape.Rows; first += SetRows)
        {
            // The last rows are a smaller set: it is packed as well.
            int rows = Math.Min(SetRows, shape.Rows - first);
            if (owners == 1 && IsBalanced)
            {
                Assign(scores, shape, (first, rows), kept);
                continue;
            }

            for (int column = 0; column < shape.Columns; column++)
            {
                Ranking.MarkLargest(scores, Ranking.Sequence((first * shape.Columns) + column, rows, shape.Columns), owners, kept);
            }
        }

        return kept;
    }

    /// <summary>Columns go to the row of largest score that has room; what a row has no room for goes on to the next best.</summary>
    private static void Assign(float[] scores, WeightShape shape, (int First, int Rows) set, bool[] kept)
    {
        int[] room = new int[set.Rows];
        Array.Fill(room, (shape.Columns + set.Rows - 1) / set.Rows);
        List<int> free = [.. Enumerable.Range(0, shape.Columns)];
        while (free.Count > 0)
        {
            int[] open = [.. Enumerable.Range(0, set.Rows).Where(row => room[row] > 0)];
            ILookup<int, int> bids = free.ToLookup(column => open.MaxBy(row => Score(row, column)));
            foreach (int row in open)
            {
                foreach (int column in bids[row].OrderByDescending(column => Score(row, column)).Take(room[row]))
                {
                    kept[((set.First + row) * shape.Columns) + column] = true;
                    free.Remove(column);
                }

                room[row] -= Math.Min(room[row], bids[row].Count());
            }
        }

        float Score(int row, int column) => scores[((set.First + row) * shape.Columns) + column];
    }
}
