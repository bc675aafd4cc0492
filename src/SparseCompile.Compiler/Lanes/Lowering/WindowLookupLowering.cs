using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>The streamed- and narrow-lookup families: a loop over blocks, a loop over steps, four or two registers of input looked up in.</summary>
internal static class WindowLookupLowering
{
    private const int Width = WindowTable.Lanes;

    /// <summary>The 512-bit program of a layer.</summary>
    public static LaneProgram Lower(LayerPlan plan, string name)
    {
        bool isNarrow = plan.Family.IsNarrow();
        int span = plan.Family.Window();
        WindowTable table = WindowTable.Build(plan.InputLayout.Rows(plan.Rows, plan.RowOrder.Length), plan.GroupsPerBlock, span);
        bool isMasked = isNarrow && !table.IsFull;
        List<LaneOp> body = [];
        foreach ((int groups, int blocks) in BlockSizes.Runs(plan.GroupsPerBlock))
        {
            body.Add(new Remark($"{blocks} blocks of {groups} x 16 rows that share their windows"));
            body.Add(new Loop(blocks, Block(plan, groups, span / Width, isMasked)));
        }

        string window = !isNarrow ? "a sliding window of 64" : isMasked ? "a window of 32, idle lanes masked" : "a window of 32, no lane ever idle";
        return new LaneProgram(name, $"rows on 16 lanes, inputs looked up in {window}", Width, plan.Family, body, new LaneProgramTables
        {
            Counts = table.Counts,
            Slots = [.. table.Steps.Bases.Take(table.Steps.Steps)],
            Indices = [.. table.Steps.Indices.Take(table.Steps.Length).Select(index => (int)index)],
            Weights = [.. table.Steps.Weights.Take(table.Steps.Length)],
            Bias = LaneArrays.Pad(plan.IsPacked ? plan.PackedBias : plan.Bias, plan.GroupsPerBlock.Sum() * Width),
        });
    }

    private static EquatableArray<LaneOp> Block(LayerPlan plan, int groups, int windowRegisters, bool isMasked)
    {
        List<LaneOp> step = [new OpenWindow(0)];
        int[] window = [.. Enumerable.Range(groups, windowRegisters)];
        int value = groups + windowRegisters;
        step.AddRange(window.Select((register, i) => new LoadWindow(register, i * Width)));
        int? packed = LaneArrays.LoadIndices(step, groups, value + 1);
        for (int group = 0; group < groups; group++)
        {
            step.Add(new Lookup(value, new EquatableArray<int>(window), group * Width, Packed: packed));
            step.Add(new MultiplyAdd(group, value, group * Width, isMasked));
        }

        step.AddRange([new Advance(LaneTable.Slots, 1), new Advance(LaneTable.Indices, groups * Width), new Advance(LaneTable.Weights, groups * Width)]);
        return LaneArrays.Block(plan, groups, Width, step);
    }
}
