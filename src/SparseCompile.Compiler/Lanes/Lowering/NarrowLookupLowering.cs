using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>The narrow-lookup family: the streamed lookup with windows of two registers over packed inputs, with a zero in each where lanes may idle.</summary>
internal static class NarrowLookupLowering
{
    private const int Width = WindowTable.Lanes;
    private const int WindowRegisters = WindowTable.NarrowWindow / Width;

    /// <summary>The 512-bit program of a layer.</summary>
    public static LaneProgram Lower(LayerPlan plan, string name)
    {
        WindowTable table = WindowTable.Build(plan.PackedRows, plan.GroupsPerBlock, WindowTable.NarrowWindow);
        List<LaneOp> body = [];
        foreach ((int groups, int blocks) in BlockSizes.Runs(plan.GroupsPerBlock))
        {
            body.Add(new Remark($"{blocks} blocks of {groups} x 16 rows that share their windows"));
            body.Add(new Loop(blocks, Block(groups, plan.Layer.Activation)));
        }

        string window = plan.PacksZeros ? "31 and a zero" : "32, no lane ever idle";
        return new LaneProgram(name, $"rows on 16 lanes, inputs looked up in a window of {window}", Width, KernelFamily.NarrowLookup, body, new LaneProgramTables
        {
            Counts = table.Counts,
            Slots = table.Bases,
            Indices = [.. table.Indices.Select(index => (int)index)],
            Weights = table.Weights,
            Bias = LaneArrays.Pad(plan.PackedBias, plan.GroupsPerBlock.Sum() * Width),
        });
    }

    /// <summary>Every lane that has a row is active in every step: none needs a mask. What lanes without a row compute is not stored, or not read.</summary>
    public static bool IsFull(WindowTable table, int[] groupsPerBlock, int rows)
    {
        int at = 0;
        for (int block = 0, first = 0; block < table.Counts.Length; first += groupsPerBlock[block++] * Width)
        {
            int lanes = groupsPerBlock[block] * Width;
            for (int step = 0; step < table.Counts[block]; step++, at += lanes)
            {
                for (int lane = 0; lane < Math.Min(lanes, rows - first); lane++)
                {
                    if (table.Weights[at + lane] == 0f)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private static EquatableArray<LaneOp> Block(int groups, ActivationFunction activation)
    {
        List<LaneOp> step = [new OpenWindow(0)];
        int[] window = [.. Enumerable.Range(groups, WindowRegisters)];
        int value = groups + WindowRegisters;
        step.AddRange(window.Select((register, i) => new LoadWindow(register, i * Width)));
        for (int group = 0; group < groups; group++)
        {
            step.Add(new Lookup(value, new EquatableArray<int>(window), group * Width));
            step.Add(new MultiplyAdd(group, value, group * Width));
        }

        step.AddRange([new Advance(LaneTable.Slots, 1), new Advance(LaneTable.Indices, groups * Width), new Advance(LaneTable.Weights, groups * Width)]);
        return LaneArrays.Block(groups, Width, activation, step);
    }
}
