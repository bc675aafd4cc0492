using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Blocks;

/// <summary>The lane program of a layer pruned in blocks.</summary>
internal static class BlockLowering
{
    /// <summary>Rows of a group, whatever the lanes: tables are the same on every target.</summary>
    private const int GroupRows = WindowTable.Lanes;

    /// <summary>The program of a target.</summary>
    public static LaneProgram Lower(KernelCandidate kernel, BlockShape shape, int lanes)
    {
        Arrangement layer = kernel.Layer;
        int groupsPerPanel = kernel.Spec.Number("g");
        int rows = layer.RowOrder.Length;
        BlockRecipe recipe = new(shape.Height, shape.Width, groupsPerPanel, rows, layer.InputCount);
        List<LaneOp> body = [];
        foreach ((int groups, int panels) in RowPanels.Runs(RowPanels.Cut(rows, groupsPerPanel)))
        {
            body.Add(new Remark($"{panels} panels of {groups} x 16 rows side by side"));
            body.Add(new Loop(panels, Panel(layer, shape, (groups, lanes), kernel.IsMasked)));
        }

        string inputs = shape.Width == 1 ? "an input" : $"{shape.Width} inputs";
        string on = lanes == GroupRows ? "16" : FormattableString.Invariant($"{GroupRows / lanes} x {lanes}");
        string summary = $"rows on {on} lanes, {inputs} fetched for {shape.Height} rows at a time{(kernel.IsMasked ? ", idle lanes masked" : "")}";
        LaneSignature signature = new(LaneTable.Bias | LaneTable.Counts | LaneTable.Slots | LaneTable.Weights);
        string name = lanes == GroupRows ? LaneProgram.NameOf(lanes) : FormattableString.Invariant($"Blocks{lanes}");
        return new LaneProgram(name, summary, lanes, signature, body) { Recipe = recipe, Rows = GroupRows };
    }

    private static EquatableArray<LaneOp> Panel(Arrangement layer, BlockShape shape, (int Count, int Lanes) groups, bool isMasked)
    {
        int lanes = groups.Lanes, vectors = GroupRows / lanes, shares = GroupRows / shape.Height;
        int sums = groups.Count * vectors;
        List<LaneOp> step = [];
        for (int group = 0; group < groups.Count; group++)
        {
            if (shape.Width == 1)
            {
                AddShared(step, shape, (group, vectors, lanes), sums, isMasked);
            }
            else
            {
                AddQuads(step, shape, (group, vectors, lanes), sums, isMasked);
            }
        }

        step.AddRange([new Advance(LaneTable.Slots, groups.Count * shares), new Advance(LaneTable.Weights, groups.Count * shape.Width * GroupRows)]);
        return LayerEpilogue.Panel(layer, sums, lanes, step);
    }

    /// <summary>A step of a group whose rows share inputs one at a time: narrow vectors take several for its rows, and an input that is on all lanes once for all of them.</summary>
    private static void AddShared(List<LaneOp> step, BlockShape shape, (int Number, int Vectors, int Lanes) group, int value, bool isMasked)
    {
        int share = Math.Min(shape.Height, group.Lanes);
        for (int vector = 0; vector < group.Vectors; vector++)
        {
            int row = vector * group.Lanes;
            if (row % shape.Height == 0)
            {
                step.Add(new FetchShared(value, share, ((group.Number * GroupRows) + row) / shape.Height));
            }

            step.Add(new MultiplyAdd((group.Number * group.Vectors) + vector, value, (group.Number * GroupRows) + row, isMasked));
        }
    }

    /// <summary>A step of a group whose rows share four inputs at a time.</summary>
    private static void AddQuads(List<LaneOp> step, BlockShape shape, (int Number, int Vectors, int Lanes) group, int value, bool isMasked)
    {
        for (int vector = 0; vector < group.Vectors; vector++)
        {
            int row = vector * group.Lanes;
            step.Add(new FetchQuads(value, ((group.Number * GroupRows) + row) / shape.Height));
            for (int i = 0; i < shape.Width; i++)
            {
                step.Add(new PickOfQuad(value + 1, value, i));
                step.Add(new MultiplyAdd((group.Number * group.Vectors) + vector, value + 1, (((group.Number * shape.Width) + i) * GroupRows) + row, isMasked));
            }
        }
    }
}
