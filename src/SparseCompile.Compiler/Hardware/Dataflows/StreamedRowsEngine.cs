namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>
/// Row r is on lane r mod P. A lane meets a word of its ROM, {valid, last, row, column, weight}, in each cycle. Where activations are in banks, a step of all lanes takes as many cycles as its most
/// wanted bank has different addresses to read.
/// </summary>
internal sealed class StreamedRowsEngine : IEngine
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Stages => ["step", "run", "write", "out"];

    /// <inheritdoc/>
    public string Formula => "walked positions + computed positions * (depth + conflicts + 2), depth = words of the fullest lane";

    /// <inheritdoc/>
    public Placement Place(MatrixWork work)
    {
        List<PlacedWord>[] lanes = [.. Enumerable.Range(0, work.Lanes).Select(_ => new List<PlacedWord>())];
        for (int row = 0; row < work.Rows; row++)
        {
            List<PlacedWord> lane = lanes[row % work.Lanes];
            for (int word = work.Weights.RowStarts[row]; word < work.Weights.RowStarts[row + 1]; word++)
            {
                lane.Add(new PlacedWord(lane.Count, row, work.Weights.ColumnIndices[word], word));
            }
        }

        int depth = lanes.Max(lane => lane.Count);
        int bits = 2 + Arithmetic.IndexBits(work.Rows) + Arithmetic.IndexBits(work.Columns) + work.Target.WeightBits;
        return new Placement([.. lanes.Select(lane => lane.ToArray())], depth, bits) { StoredWords = (long)depth * work.Lanes };
    }

    /// <inheritdoc/>
    public EngineCost Cost(MatrixWork work, Placement placement, InputActivity activity)
    {
        long conflicts = Conflicts(placement, work.Target.Activations.Banks);
        long walked = Pipelines.Walk.Positions(work.Operator);
        long run = placement.Slots + conflicts;
        long cycles = walked + (work.Positions * (run + 2));
        long nonZeros = (long)work.Weights.NonZeros * work.Positions;
        return new EngineCost(cycles)
        {
            Multipliers = work.Lanes,
            Executed = nonZeros,
            ImbalanceStalls = (work.Lanes * placement.Slots * work.Positions) - nonZeros,
            ConflictCycles = conflicts * work.Positions,
            OverheadCycles = walked + (2L * work.Positions),
            WeightBits = placement.StoredWords * placement.WordBits * work.Positions,
            ActivationReadBits = nonZeros * work.Target.ActivationBits,
            ActivationWriteBits = work.WriteBits,
        };
    }

    /// <summary>Cycles that conflicts add to one position: in a step, a bank reads one address in a cycle; lanes that want the same one share it.</summary>
    internal static long Conflicts(Placement placement, int banks)
    {
        if (banks == 0)
        {
            return 0;
        }

        long conflicts = 0;
        for (int step = 0; step < placement.Slots; step++)
        {
            int[] wanted = new int[banks];
            foreach (int column in placement.Lanes.Where(lane => step < lane.Length).Select(lane => lane[step].Column).Distinct())
            {
                wanted[column % banks]++;
            }

            conflicts += Math.Max(0, wanted.Max() - 1);
        }

        return conflicts;
    }
}
