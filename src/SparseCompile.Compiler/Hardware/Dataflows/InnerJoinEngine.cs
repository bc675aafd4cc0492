namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>
/// Row r is on lane r mod P, and lanes wait for one another after each row. A lane intersects the bitmaps of a chunk of its row and of the activations, and multiplies one match in a cycle; a chunk
/// without a match takes a cycle.
/// </summary>
internal sealed class InnerJoinEngine : IEngine
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Stages => ["intersect", "multiply", "accumulate", "write"];

    /// <inheritdoc/>
    public string Formula => "sum over positions: sum over rounds of lanes rows of the largest sum over chunks of max(1, matches), + 2";

    /// <inheritdoc/>
    public Placement Place(MatrixWork work)
    {
        Placement placement = new StreamedRowsEngine().Place(work);
        return placement with { WordBits = work.Target.WeightBits, StoredWords = work.Weights.NonZeros };
    }

    /// <inheritdoc/>
    public EngineCost Cost(MatrixWork work, Placement placement, InputActivity activity)
    {
        long busy = 0;
        bool differs = activity.DiffersByPosition(work);
        int passes = differs ? work.Positions : 1;
        for (int position = 0; position < passes; position++)
        {
            busy += OnePosition(work, activity, position);
        }

        busy *= differs ? 1 : work.Positions;
        long nonZeros = (long)work.Weights.NonZeros * work.Positions;
        long executed = work.Remaining(activity);
        return new EngineCost(busy + (2L * work.Positions))
        {
            Multipliers = work.Lanes,
            Executed = executed,
            SkippedActivations = nonZeros - executed,
            ImbalanceStalls = (busy * work.Lanes) - executed,
            OverheadCycles = 2L * work.Positions,
            WeightBits = ((long)work.Rows * work.Columns * work.Positions) + (executed * placement.WordBits),
            ActivationReadBits = ((long)work.Columns * work.Positions) + (executed * work.Target.ActivationBits),
            ActivationWriteBits = work.WriteBits,
            IsExact = activity.IsExact,
        };
    }

    private static long OnePosition(MatrixWork work, InputActivity activity, int position)
    {
        long sum = 0;
        for (int round = 0; round < work.Rows; round += work.Lanes)
        {
            long longest = 0;
            for (int row = round; row < Math.Min(work.Rows, round + work.Lanes); row++)
            {
                longest = Math.Max(longest, RowCycles(work, activity, row, position));
            }

            sum += longest;
        }

        return sum;
    }

    private static long RowCycles(MatrixWork work, InputActivity activity, int row, int position)
    {
        int chunk = work.Target.Engine.Chunk;
        long cycles = Arithmetic.CeilingDivide(work.Columns, chunk);
        int word = work.Weights.RowStarts[row];
        int end = work.Weights.RowStarts[row + 1];
        while (word < end)
        {
            int current = work.Weights.ColumnIndices[word] / chunk;
            long matches = 0;
            for (; word < end && work.Weights.ColumnIndices[word] / chunk == current; word++)
            {
                matches += !activity.IsExact || activity.IsNonZero(work.Element(work.Weights.ColumnIndices[word], position)) ? 1 : 0;
            }

            matches = activity.IsExact ? matches : activity.Share(matches);
            cycles += Math.Max(0, matches - 1);
        }

        return cycles;
    }
}
