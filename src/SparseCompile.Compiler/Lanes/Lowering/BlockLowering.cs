using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>The block family: neighbouring rows read the same inputs, which are fetched once for all of them.</summary>
internal static class BlockLowering
{
    private const int Width = WindowTable.Lanes;

    /// <summary>The 512-bit program of a layer.</summary>
    public static LaneProgram Lower(LayerPlan plan, string name)
    {
        BlockShape shape = plan.Blocks!;
        BlockTable table = BlockTable.Build(plan.PackedRows, plan.GroupsPerBlock, shape.Height, shape.Width, plan.InputCount, leastUse: 0)!;
        List<LaneOp> body = [];
        foreach ((int groups, int blocks) in BlockSizes.Runs(plan.GroupsPerBlock))
        {
            body.Add(new Remark($"{blocks} blocks of {groups} x 16 rows side by side"));
            body.Add(new Loop(blocks, Block(plan, groups, !table.IsFull)));
        }

        string inputs = shape.Width == 1 ? "an input" : $"{shape.Width} inputs";
        return new LaneProgram(name, $"rows on 16 lanes, {inputs} fetched for {shape.Height} rows at a time{(table.IsFull ? "" : ", idle lanes masked")}", Width, KernelFamily.Blocks, body, new LaneProgramTables
        {
            Counts = table.Counts,
            Slots = table.Inputs,
            Weights = table.Weights,
            Bias = LaneArrays.Pad(plan.PackedBias, plan.GroupsPerBlock.Sum() * Width),
        });
    }

    private static EquatableArray<LaneOp> Block(LayerPlan plan, int groups, bool isMasked)
    {
        BlockShape shape = plan.Blocks!;
        List<LaneOp> step = [];
        int shares = Width / shape.Height;
        int value = groups;
        for (int group = 0; group < groups; group++)
        {
            if (shape.Width == 1)
            {
                step.Add(new FetchShared(value, shape.Height, group * shares));
                step.Add(new MultiplyAdd(group, value, group * Width, isMasked));
                continue;
            }

            step.Add(new FetchQuads(value, group * shares));
            for (int i = 0; i < shape.Width; i++)
            {
                step.Add(new PickOfQuad(value + 1, value, i));
                step.Add(new MultiplyAdd(group, value + 1, ((group * shape.Width) + i) * Width, isMasked));
            }
        }

        step.AddRange([new Advance(LaneTable.Slots, groups * shares), new Advance(LaneTable.Weights, groups * shape.Width * Width)]);
        return LaneArrays.Block(plan, groups, Width, step);
    }
}
