using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>
/// Row r is on lane r mod P. Columns are broadcast in ascending order, one in a cycle; a lane with words in the column queues it, and works through its words, one in a cycle. A full queue stops the
/// broadcast. Columns of zero activations are not broadcast where the target skips them.
/// </summary>
internal sealed class StreamedColumnsEngine : IEngine
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Stages => ["broadcast", "queue", "accumulate", "write"];

    /// <inheritdoc/>
    public string Formula => "sum over positions: cycles until the last lane's queue is empty + 2";

    /// <inheritdoc/>
    public Placement Place(MatrixWork work)
    {
        int[] rowOfWord = work.RowOfWord();
        List<PlacedWord>[] lanes = [.. Enumerable.Range(0, work.Lanes).Select(_ => new List<PlacedWord>())];
        foreach (int word in Enumerable.Range(0, rowOfWord.Length).OrderBy(word => work.Weights.ColumnIndices[word]))
        {
            List<PlacedWord> lane = lanes[rowOfWord[word] % work.Lanes];
            lane.Add(new PlacedWord(lane.Count, rowOfWord[word], work.Weights.ColumnIndices[word], word));
        }

        return new Placement([.. lanes.Select(lane => lane.ToArray())], lanes.Max(lane => lane.Count), work.Target.WeightBits + Arithmetic.IndexBits(work.Rows))
        {
            StoredWords = work.Weights.NonZeros,
        };
    }

    /// <inheritdoc/>
    public EngineCost Cost(MatrixWork work, Placement placement, InputActivity activity)
    {
        int[][] counts = [.. placement.Lanes.Select(lane => Counts(lane, work.Columns))];
        bool isSkipping = work.Target.Zeros == ZeroHandling.SkipBoth;
        long busy = 0;
        if (isSkipping && activity.DiffersByPosition(work))
        {
            for (int position = 0; position < work.Positions; position++)
            {
                int at = position;
                busy += OnePosition(counts, work, column => activity.IsNonZero(work.Element(column, at)));
            }
        }
        else
        {
            long full = OnePosition(counts, work, _ => true);
            busy = (isSkipping ? activity.Share(full) : full) * work.Positions;
        }

        long nonZeros = (long)work.Weights.NonZeros * work.Positions;
        long executed = isSkipping ? work.Remaining(activity) : nonZeros;
        return new EngineCost(busy + (2L * work.Positions))
        {
            Multipliers = work.Lanes,
            Executed = executed,
            SkippedActivations = nonZeros - executed,
            ImbalanceStalls = (busy * work.Lanes) - executed,
            OverheadCycles = 2L * work.Positions,
            WeightBits = executed * placement.WordBits,
            ActivationReadBits = (long)work.Columns * work.Positions * work.Target.ActivationBits,
            ActivationWriteBits = work.WriteBits,
            IsExact = !isSkipping || activity.IsExact,
        };
    }

    /// <summary>Cycles of one position: a recurrence over the columns that are broadcast.</summary>
    private static long OnePosition(int[][] counts, MatrixWork work, Func<int, bool> isBroadcast)
    {
        int queue = work.Target.Engine.Queue;
        long[] free = new long[work.Lanes];
        Queue<long>[] starts = [.. Enumerable.Range(0, work.Lanes).Select(_ => new Queue<long>())];
        long next = 0;
        for (int column = 0; column < work.Columns; column++)
        {
            if (!isBroadcast(column))
            {
                continue;
            }

            long at = next;
            for (int lane = 0; lane < work.Lanes; lane++)
            {
                at = counts[lane][column] > 0 ? Math.Max(at, Ready(starts[lane], free[lane], queue)) : at;
            }

            for (int lane = 0; lane < work.Lanes; lane++)
            {
                if (counts[lane][column] > 0)
                {
                    // A word that is broadcast in a cycle is worked on in the next at the earliest.
                    long start = Math.Max(at + 1, free[lane]);
                    free[lane] = start + counts[lane][column];
                    starts[lane].Enqueue(start);
                    if (starts[lane].Count > Math.Max(1, queue))
                    {
                        starts[lane].Dequeue();
                    }
                }
            }

            next = at + 1;
        }

        return Math.Max(next, free.Max());
    }

    /// <summary>When a lane takes a column: without a queue when it is done with all before; with one, when the column that many before it was begun.</summary>
    private static long Ready(Queue<long> starts, long free, int queue) => queue == 0 ? free - 1 : starts.Count < queue ? 0 : starts.Peek();

    private static int[] Counts(PlacedWord[] lane, int columns)
    {
        int[] counts = new int[columns];
        foreach (PlacedWord word in lane)
        {
            counts[word.Column]++;
        }

        return counts;
    }
}
