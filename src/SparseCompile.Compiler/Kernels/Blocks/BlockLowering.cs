using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Blocks;

/// <summary>The lane program of a layer pruned in blocks.</summary>
internal static class BlockLowering
{
    private const int Lanes = WindowTable.Lanes;

    /// <summary>The 512-bit program.</summary>
    public static LaneProgram Lower(KernelCandidate kernel, BlockShape shape)
    {
        Arrangement layer = kernel.Layer;
        int groupsPerPanel = kernel.Spec.Number("g");
        int rows = layer.RowOrder.Length;
        BlockRecipe recipe = new(shape.Height, shape.Width, groupsPerPanel, rows, layer.InputCount);
        List<LaneOp> body = [];
        foreach ((int groups, int panels) in RowPanels.Runs(RowPanels.Cut(rows, groupsPerPanel)))
        {
            body.Add(new Remark($"{panels} panels of {groups} x 16 rows side by side"));
            body.Add(new Loop(panels, Panel(layer, shape, groups, kernel.IsMasked)));
        }

        string inputs = shape.Width == 1 ? "an input" : $"{shape.Width} inputs";
        string summary = $"rows on 16 lanes, {inputs} fetched for {shape.Height} rows at a time{(kernel.IsMasked ? ", idle lanes masked" : "")}";
        LaneSignature signature = new(LaneTable.Bias | LaneTable.Counts | LaneTable.Slots | LaneTable.Weights);
        return new LaneProgram(LaneProgram.NameOf(Lanes), summary, Lanes, signature, body) { Recipe = recipe };
    }

    private static EquatableArray<LaneOp> Panel(Arrangement layer, BlockShape shape, int groups, bool isMasked)
    {
        List<LaneOp> step = [];
        int shares = Lanes / shape.Height;
        int value = groups;
        for (int group = 0; group < groups; group++)
        {
            if (shape.Width == 1)
            {
                step.Add(new FetchShared(value, shape.Height, group * shares));
                step.Add(new MultiplyAdd(group, value, group * Lanes, isMasked));
                continue;
            }

            step.Add(new FetchQuads(value, group * shares));
            for (int i = 0; i < shape.Width; i++)
            {
                step.Add(new PickOfQuad(value + 1, value, i));
                step.Add(new MultiplyAdd(group, value + 1, ((group * shape.Width) + i) * Lanes, isMasked));
            }
        }

        step.AddRange([new Advance(LaneTable.Slots, groups * shares), new Advance(LaneTable.Weights, groups * shape.Width * Lanes)]);
        return LayerEpilogue.Panel(layer, groups, Lanes, step);
    }
}
