using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>Batch on the lanes: each weight is broadcast and meets several registers of inputs that lie side by side.</summary>
internal static class BatchLowering
{
    /// <summary>Registers of inputs a weight meets: one broadcast and four loads for four multiply-adds.</summary>
    public const int Vectors = 4;

    /// <summary>The program of a layer for a width of 16, 8 or 4.</summary>
    public static LaneProgram Lower(LayerPlan plan, int width, string name)
    {
        int[] counts = [.. Enumerable.Range(0, plan.Positions).Select(position => plan.Rows.Starts[position + 1] - plan.Rows.Starts[position])];
        List<LaneOp> step = [new OpenWindow(0), new BroadcastWeight(Vectors, 0)];
        List<LaneOp> row = [];
        for (int i = 0; i < Vectors; i++)
        {
            row.Add(new BroadcastBias(i, 0));
            step.Add(new LoadWindow(Vectors + 1 + i, i * width));
            step.Add(new MultiplyAddBroadcast(i, Vectors, Vectors + 1 + i));
        }

        step.AddRange([new Advance(LaneTable.Slots, 1), new Advance(LaneTable.Weights, 1)]);
        row.Add(new Loop(null, step.ToEquatableArray()));
        LaneArrays.Finish(row, Vectors, width, plan.Layer.Activation);
        row.AddRange([new Advance(LaneTable.Bias, 1), new Advance(LaneTable.Output, Vectors * width)]);

        LaneOp[] body = [new Loop(plan.Positions, row.ToEquatableArray())];
        LaneProgramTables tables = new() { Counts = counts, Slots = plan.Rows.Slots, Weights = plan.Rows.Weights, Bias = plan.Bias };
        return new LaneProgram(name, $"{Vectors * width} inputs side by side, weights broadcast", width, KernelFamily.BatchOnLanes, body, tables, Vectors);
    }
}
