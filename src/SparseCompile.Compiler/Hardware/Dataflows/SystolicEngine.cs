namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>
/// An output-stationary array of R x C elements. Element (i, j) adds up output j of a tile at position i of a tile: weights enter at the top, activations at the left, each a cycle later in the next
/// column or row. Sums leave through their columns, one a cycle. Where rows are overlaid, an element has a sum for each row of a set, and a selector beside each weight says which.
/// </summary>
internal sealed class SystolicEngine(bool isOverlay) : IEngine
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Stages => isOverlay ? ["skew", "multiply", "select", "accumulate", "drain"] : ["skew", "multiply", "accumulate", "drain"];

    /// <inheritdoc/>
    public string Formula => isOverlay
        ? "sum over tiles of lanes sets and rows positions: depth * columns + rows + lanes - 2 + rows * rows_per_set"
        : "ceil(outputs / lanes) * ceil(positions / rows) * (columns + rows + lanes - 2 + rows)";

    /// <inheritdoc/>
    public Placement Place(MatrixWork work)
    {
        ComplementarySets sets = isOverlay ? ComplementarySets.Pack(work.Weights, work.Target.WeightBits) : ComplementarySets.Unpacked(work.Weights);
        int tiles = (int)Arithmetic.CeilingDivide(sets.Depths.Length, work.Lanes);
        int[] starts = new int[tiles + 1];
        for (int tile = 0; tile < tiles; tile++)
        {
            starts[tile + 1] = starts[tile] + (TileDepth(sets, tile, work.Lanes) * work.Columns);
        }

        List<PlacedWord>[] lanes = [.. Enumerable.Range(0, work.Lanes).Select(_ => new List<PlacedWord>())];
        foreach ((int set, PlacedWord word) in sets.Words(work))
        {
            lanes[set % work.Lanes].Add(word with { Slot = starts[set / work.Lanes] + word.Slot });
        }

        int selector = isOverlay ? Arithmetic.IndexBits(sets.RowsPerSet) : 0;
        return new Placement([.. lanes.Select(lane => lane.OrderBy(word => word.Slot).ToArray())], starts[tiles], work.Target.WeightBits + selector)
        {
            RowsPerSet = sets.RowsPerSet,
            SetDepths = sets.Depths,
            StoredWords = sets.Slots,
        };
    }

    /// <inheritdoc/>
    public EngineCost Cost(MatrixWork work, Placement placement, InputActivity activity)
    {
        int rows = work.Target.Engine.Rows;
        long positionTiles = Arithmetic.CeilingDivide(work.Positions, rows);

        // A tile of empty rows is not run: its outputs are constants.
        int lanes = work.Lanes;
        long setTiles = Enumerable.Range(0, (placement.SetDepths.Count + lanes - 1) / lanes)
            .Count(tile => work.Columns > 0 && placement.SetDepths.Skip(tile * lanes).Take(lanes).Max() > 0);
        long overhead = rows + work.Lanes - 2 + ((long)rows * placement.RowsPerSet);
        long cycles = positionTiles * (placement.Slots + (setTiles * overhead));
        long streamed = placement.SetDepths.Sum(depth => (long)depth * work.Columns);
        long executed = streamed * work.Positions;
        long nonZeros = (long)work.Weights.NonZeros * work.Positions;
        bool isGating = work.Target.Zeros == Targets.ZeroHandling.Gate;
        return new EngineCost(cycles)
        {
            Multipliers = work.Target.Engine.Macs,
            Executed = isOverlay ? nonZeros : executed,
            Wasted = isOverlay ? 0 : executed - nonZeros,
            Gated = isGating ? executed - nonZeros : 0,
            ImbalanceStalls = (work.Target.Engine.Macs * positionTiles * placement.Slots) - (isOverlay ? nonZeros : executed),
            OverheadCycles = positionTiles * setTiles * overhead,
            WeightBits = positionTiles * streamed * placement.WordBits,
            ActivationReadBits = placement.Slots * work.Positions * work.Target.ActivationBits,
            ActivationWriteBits = work.WriteBits,
        };
    }

    private static int TileDepth(ComplementarySets sets, int tile, int lanes) => sets.Depths.Skip(tile * lanes).Take(lanes).DefaultIfEmpty(0).Max();
}
