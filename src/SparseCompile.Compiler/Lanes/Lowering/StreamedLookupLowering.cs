using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>The streamed-lookup family: a loop over blocks, a loop over steps, four registers of input looked up in.</summary>
internal static class StreamedLookupLowering
{
    private const int Width = WindowTable.Lanes;
    private const int WindowRegisters = WindowTable.Window / Width;

    /// <summary>The 512-bit program of a layer.</summary>
    public static LaneProgram Lower(LayerPlan plan, string name)
    {
        WindowTable table = WindowTable.Build(plan.Rows, plan.GroupsPerBlock);
        List<LaneOp> body = [];
        foreach ((int groups, int blocks) in BlockSizes.Runs(plan.GroupsPerBlock))
        {
            body.Add(new Remark($"{blocks} blocks of {groups} x 16 rows that share their windows"));
            body.Add(new Loop(blocks, Block(groups, plan.Layer.Activation)));
        }

        return new LaneProgram(name, "rows on 16 lanes, inputs looked up in a sliding window of 64", Width, KernelFamily.StreamedLookup, body, new LaneProgramTables
        {
            Counts = table.Counts,
            Slots = table.Bases,
            Indices = [.. table.Indices.Select(index => (int)index)],
            Weights = table.Weights,
            Bias = LaneArrays.Pad(plan.Bias, plan.GroupsPerBlock.Sum() * Width),
        });
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
