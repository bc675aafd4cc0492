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
        if (plan.Passes > 1)
        {
            return LowerPasses(plan, width, vectors, name);
        }

        bool visitsAllLast = VisitsAllLast(plan);
        (SparseRows rows, float[] scales) = plan.Summed(1);
        TileTable table = TileTable.Build(rows, BatchTiling.TileSlots(plan, width), visitsAllLast);
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

        LaneProgramTables tables = new() { Counts = table.Counts, Rows = table.Positions, Slots = table.Slots, Weights = table.Weights, Bias = plan.Bias, Scales = scales };
        string tiles = table.Tiles == 1 ? "" : $", tile by tile of the input ({table.Tiles})";
        return new LaneProgram(name, $"{vectors * width} inputs side by side, weights broadcast{tiles}", width, KernelFamily.BatchOnLanes, body, tables, vectors);
    }

    /// <summary>Several sums to a row: row by row, pass by pass, over the whole input at once. What the passes make of the bias is kept in the output, since the registers are taken by sums.</summary>
    private static LaneProgram LowerPasses(LayerPlan plan, int width, int vectors, string name)
    {
        const int Scaled = LaneArrays.ScaledSum;
        (SparseRows rows, float[] scales) = plan.Summed(1);
        List<LaneOp> row = [new OpenRow(0), new BroadcastBias(Scaled, 0)];
        List<LaneOp> pass = [.. Enumerable.Range(0, vectors).Select(i => new LoadZero(i)), new Loop(null, Step(vectors, width))];
        List<LaneOp> end = [];
        for (int i = 0; i < vectors; i++)
        {
            row.Add(new Store(Scaled, i * width, width));
            pass.AddRange([new LoadOutput(Scaled, i * width), new ScaleAddBroadcast(Scaled, i, 0, IsStreamed: true), new Store(Scaled, i * width, width)]);
            if (LaneArrays.IsOnLanes(plan.Layer.Activation))
            {
                end.AddRange([new LoadOutput(Scaled, i * width), new Activate(Scaled, plan.Layer.Activation), new Store(Scaled, i * width, width)]);
            }
        }

        pass.Add(new Advance(LaneTable.Scales, 1));
        row.Add(new Loop(plan.Passes, pass.ToEquatableArray()));
        row.AddRange([.. end, new Advance(LaneTable.Rows, 1)]);
        LaneProgramTables tables = new()
        {
            Counts = rows.Lengths(),
            Rows = TileTable.InOrder(plan.Positions),
            Slots = rows.Slots,
            Weights = rows.Weights,
            Bias = plan.Bias,
            Scales = scales,
        };
        return new LaneProgram(
            name, $"{vectors * width} inputs side by side, added or subtracted, each sum multiplied once", width, KernelFamily.BatchOnLanes, [new Loop(plan.Positions, row.ToEquatableArray())], tables, vectors);
    }

    /// <summary>A weight meets several registers of inputs.</summary>
    private static EquatableArray<LaneOp> Step(int vectors, int width)
    {
        List<LaneOp> step = [new OpenWindow(0), new BroadcastWeight(vectors, 0)];
        for (int i = 0; i < vectors; i++)
        {
            step.Add(new LoadWindow(vectors + 1, i * width));
            step.Add(new MultiplyAddBroadcast(i, vectors, vectors + 1));
        }

        step.AddRange([new Advance(LaneTable.Slots, 1), new Advance(LaneTable.Weights, 1)]);
        return step.ToEquatableArray();
    }

    private static EquatableArray<LaneOp> Visit(LayerPlan plan, int width, int vectors, bool isFirst, bool isLast)
    {
        List<LaneOp> row = [new OpenRow(0)];
        for (int i = 0; i < vectors; i++)
        {
            row.Add(!isFirst ? new LoadOutput(i, i * width) : plan.SumsFirst ? new LoadZero(i) : new BroadcastBias(i, 0));
        }

        row.Add(new Loop(null, Step(vectors, width)));
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
