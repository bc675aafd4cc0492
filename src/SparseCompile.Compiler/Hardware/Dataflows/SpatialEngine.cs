namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>A multiplier for each non-zero, and an adder tree for each row. Lists the words of a row as a lane; all are met at once.</summary>
internal sealed class SpatialEngine : IEngine
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Stages => ["window", "multiply", "add", "requantise"];

    /// <inheritdoc/>
    public string Formula => "walked positions; latency ceil(log2(most words of a row)) + 2, one more behind a window";

    /// <inheritdoc/>
    public Placement Place(MatrixWork work)
    {
        PlacedWord[][] rows = new PlacedWord[work.Rows][];
        for (int row = 0; row < work.Rows; row++)
        {
            int start = work.Weights.RowStarts[row];
            rows[row] = [.. Enumerable.Range(start, work.Weights.RowLength(row)).Select(word => new PlacedWord(0, row, work.Weights.ColumnIndices[word], word))];
        }

        return new Placement(rows, work.Weights.NonZeros == 0 ? 0 : 1, work.Target.WeightBits) { StoredWords = work.Weights.NonZeros };
    }

    /// <inheritdoc/>
    public EngineCost Cost(MatrixWork work, Placement placement, InputActivity activity)
    {
        long walked = Pipelines.Walk.Positions(work.Operator);
        int levels = Arithmetic.IndexBits(placement.Lanes.Select(row => row.Length).DefaultIfEmpty(0).Max());
        long latency = levels + (Pipelines.Walk.HasWindow(work.Operator) ? 3 : 2);
        long nonZeros = (long)work.Weights.NonZeros * work.Positions;
        return new EngineCost(walked - 1 + latency)
        {
            Interval = walked,
            Multipliers = work.Weights.NonZeros,
            Executed = nonZeros,
            ImbalanceStalls = (work.Weights.NonZeros * walked) - nonZeros,
            OverheadCycles = latency - 1,
            ActivationReadBits = (long)work.Weights.Columns * walked * work.Target.ActivationBits,
            ActivationWriteBits = work.WriteBits,
        };
    }
}
