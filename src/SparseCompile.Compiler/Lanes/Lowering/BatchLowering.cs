using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>Batch on the lanes: each weight is broadcast and meets several registers of inputs that lie side by side; tile by tile of the input.</summary>
internal static class BatchLowering
{
    /// <summary>Registers of inputs a weight meets, most first: so many chains of sums side by side, and one broadcast and one address for all.</summary>
    /// <remarks>Eight are as many chains as two multiply-adds a cycle of 4 cycles each need: 128 columns by eight took 0.78 of what they took by four. Four are for what is left over.</remarks>
    public static IReadOnlyList<int> Vectors { get; } = [BatchTiling.MostVectors, BatchTiling.MostVectors / 2];

    /// <summary>The last tile visits all rows: something is still to be done to each.</summary>
    public static bool VisitsAllLast(LayerPlan plan) => LaneArrays.IsOnLanes(plan.Layer.Activation) || plan.SkipsZeroInputs || plan.SumsFirst;

    /// <summary>The program of a layer for a width of 16, 8 or 4, and so many registers of inputs.</summary>
    public static LaneProgram Lower(LayerPlan plan, int width, int vectors, string name)
    {
        bool visitsAllLast = VisitsAllLast(plan);
        TileTable table = TileTable.Build(plan.SummedRows, BatchTiling.TileSlots(plan, width), visitsAllLast);
        int last = visitsAllLast && table.Tiles > 1 ? plan.Positions : 0;
        int middle = table.Counts.Length - plan.Positions - last;
        List<LaneOp> body = [new Loop(plan.Positions, Visit(plan, width, vectors, isFirst: true, isLast: table.Tiles == 1))];
        if (middle > 0)
        {
            body.Add(new Loop(middle, Visit(plan, width, vectors, isFirst: false, isLast: false)));
        }

        if (last > 0)
        {
            body.Add(new Loop(last, Visit(plan, width, vectors, isFirst: false, isLast: true)));
        }

        LaneProgramTables tables = new() { Counts = table.Counts, Rows = table.Positions, Slots = table.Slots, Weights = table.Weights, Bias = plan.Bias, Scales = plan.Scales(plan.Positions) };
        string tiles = table.Tiles == 1 ? "" : $", tile by tile of the input ({table.Tiles})";
        return new LaneProgram(name, $"{vectors * width} inputs side by side, weights broadcast{tiles}", width, KernelFamily.BatchOnLanes, body, tables, vectors);
    }

    private static EquatableArray<LaneOp> Visit(LayerPlan plan, int width, int vectors, bool isFirst, bool isLast)
    {
        List<LaneOp> step = [new OpenWindow(0), new BroadcastWeight(vectors, 0)];
        List<LaneOp> row = [new OpenRow(0)];
        for (int i = 0; i < vectors; i++)
        {
            row.Add(!isFirst ? new LoadOutput(i, i * width) : plan.SumsFirst ? new LoadZero(i) : new BroadcastBias(i, 0));
            step.Add(new LoadWindow(vectors + 1, i * width));
            step.Add(new MultiplyAddBroadcast(i, vectors, vectors + 1));
        }

        step.AddRange([new Advance(LaneTable.Slots, 1), new Advance(LaneTable.Weights, 1)]);
        row.Add(new Loop(null, step.ToEquatableArray()));
        if (isLast)
        {
            LaneArrays.Finish(row, plan, vectors, width, isBatch: true);
        }
        else
        {
            row.AddRange(Enumerable.Range(0, vectors).Select(i => new Store(i, i * width, width)));
        }

        row.Add(new Advance(LaneTable.Rows, 1));
        return row.ToEquatableArray();
    }
}
