using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>The narrow forms: positions on 8, 4 or 1 lanes, each lane fetching its own input.</summary>
/// <remarks>
/// Fetching lane by lane took 3.9 ns for 16 lanes where a hardware gather took 6.2 (section 2 of the measurements in docs/performance.md). One register
/// of accumulators is enough: a step's fetches take longer than the latency of its multiply-add.
/// </remarks>
internal static class GatherLowering
{
    /// <summary>The program of a layer for a width of 8, 4 or 1.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="width">Lanes.</param>
    /// <param name="name">The kernel's name.</param>
    public static LaneProgram Lower(LayerPlan plan, int width, string name)
    {
        LaneProgramTables tables = Tables(plan, width);
        LaneOp[] step =
        [
            new Gather(1, 0), new MultiplyAdd(0, 1, 0), new Advance(LaneTable.Slots, width), new Advance(LaneTable.Weights, width),
        ];
        LaneOp[] body = [new Loop(tables.Counts.Length, LaneArrays.Block(1, width, plan.Layer.Activation, step))];
        return new LaneProgram(name, Summary(width), width, KernelFamily.Gather, body, tables);
    }

    /// <summary>The same, every step a statement: no tables but weights and biases.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="width">Lanes.</param>
    /// <param name="firstBlock">First block of <paramref name="width"/> positions.</param>
    /// <param name="blockCount">Blocks to do.</param>
    /// <param name="name">The kernel's name.</param>
    public static LaneProgram LowerUnrolled(LayerPlan plan, int width, int firstBlock, int blockCount, string name)
    {
        LaneProgramTables tables = Tables(plan, width);
        List<LaneOp> body = [];
        int step = tables.Counts.Take(firstBlock).Sum();
        for (int block = firstBlock; block < firstBlock + blockCount; block++)
        {
            body.Add(new Remark(LaneRemarks.Rows(plan, block * width, width)));
            body.Add(new LoadBias(0, block * width));
            for (int i = 0; i < tables.Counts[block]; i++, step++)
            {
                EquatableArray<int> slots = tables.Slots.Skip(step * width).Take(width).ToEquatableArray();
                body.Add(new GatherFixed(1, slots));
                body.Add(new MultiplyAdd(0, 1, step * width));
            }

            if (LaneArrays.IsOnLanes(plan.Layer.Activation))
            {
                body.Add(new Activate(0, plan.Layer.Activation));
            }

            body.Add(new Store(0, block * width, width));
        }

        return new LaneProgram(name, Summary(width) + ", every step spelled out", width, KernelFamily.Gather, body, tables);
    }

    private static string Summary(int width) => width == 1 ? "row by row" : $"rows on {width} lanes, each lane fetching its own input";

    private static LaneProgramTables Tables(LayerPlan plan, int width)
    {
        if (width == 1)
        {
            int[] counts = [.. Enumerable.Range(0, plan.Positions).Select(position => plan.Rows.Starts[position + 1] - plan.Rows.Starts[position])];
            return new LaneProgramTables { Counts = counts, Slots = plan.Rows.Slots, Weights = plan.Rows.Weights, Bias = plan.Bias };
        }

        GatherTable table = GatherTable.Build(plan.Rows, width);
        return new LaneProgramTables
        {
            Counts = table.Counts, Slots = table.Slots, Weights = table.Weights, Bias = LaneArrays.Pad(plan.Bias, table.Counts.Length * width),
        };
    }
}
