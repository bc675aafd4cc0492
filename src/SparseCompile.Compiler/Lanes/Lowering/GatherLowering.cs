using System.Globalization;
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
        LaneOp[] body = [new Loop(tables.Counts.Length / Math.Max(1, plan.Passes), LaneArrays.Block(plan, 1, width, step))];
        return new LaneProgram(name, Summary(width), width, KernelFamily.Gather, body, tables);
    }

    /// <summary>The same, every step a statement, in as many kernels as keep each below the JIT's limits.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="width">Lanes.</param>
    /// <param name="name">What the kernels' names start with.</param>
    public static IReadOnlyList<LaneProgram> LowerUnrolled(LayerPlan plan, int width, string name)
    {
        LaneProgramTables tables = Tables(plan, width);
        List<LaneProgram> programs = [];
        List<LaneOp> body = [];
        int room = UnrollingBudget.GatherStepsPerMethod(width);
        int weight = 0;
        for (int block = 0; block < tables.Counts.Length; block++)
        {
            // A row may be longer than a method: its later parts go on from what the earlier ones stored.
            int done = 0;
            do
            {
                int part = Math.Min(room, tables.Counts[block] - done);
                AddPart(plan, width, tables, block, done, part, weight, body);
                weight += part * width;
                done += part;
                room -= part + 1;
                if (room <= 0)
                {
                    Flush();
                }
            }
            while (done < tables.Counts[block]);
        }

        Flush();
        return programs;

        void Flush()
        {
            if (body.Count > 0 || programs.Count == 0)
            {
                string number = programs.Count.ToString(CultureInfo.InvariantCulture);
                programs.Add(new LaneProgram(name + "Part" + number, Summary(width) + ", every step spelled out", width, KernelFamily.Gather, body, tables));
            }

            body = [];
            room = UnrollingBudget.GatherStepsPerMethod(width);
        }
    }

    private static void AddPart(LayerPlan plan, int width, LaneProgramTables tables, int block, int from, int count, int weight, List<LaneOp> body)
    {
        if (from == 0)
        {
            body.Add(new Remark(LaneRemarks.Rows(plan, block * width, width)));
        }

        body.Add(from == 0 ? new LoadBias(0, block * width) : new LoadOutput(0, block * width));
        for (int i = 0; i < count; i++, weight += width)
        {
            body.Add(new GatherFixed(1, new EquatableArray<int>(Slice(tables.Slots, weight, width))));
            body.Add(new MultiplyAdd(0, 1, weight));
        }

        if (from + count == tables.Counts[block] && LaneArrays.IsOnLanes(plan.Layer.Activation))
        {
            body.Add(new Activate(0, plan.Layer.Activation));
        }

        body.Add(new Store(0, block * width, width));
    }

    private static int[] Slice(int[] items, int start, int length)
    {
        int[] slice = new int[length];
        Array.Copy(items, start, slice, 0, length);
        return slice;
    }

    private static string Summary(int width) => width == 1 ? "row by row" : $"rows on {width} lanes, each lane fetching its own input";

    private static LaneProgramTables Tables(LayerPlan plan, int width)
    {
        (SparseRows rows, float[] scales) = plan.Summed(width);
        if (width == 1)
        {
            return new LaneProgramTables { Counts = rows.Lengths(), Slots = rows.Slots, Weights = rows.Weights, Bias = plan.Bias, Scales = scales };
        }

        GatherTable table = GatherTable.Build(rows, width);
        return new LaneProgramTables
        {
            Counts = table.Counts,
            Slots = table.Slots,
            Weights = table.Weights,
            Bias = LaneArrays.Pad(plan.Bias, (plan.Positions + width - 1) / width * width),
            Scales = scales,
        };
    }
}
