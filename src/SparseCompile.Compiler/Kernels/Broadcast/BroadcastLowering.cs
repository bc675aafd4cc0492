using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Broadcast;

/// <summary>Batch on the lanes: each weight is broadcast and meets several registers of inputs that lie side by side; tile by tile of the input.</summary>
internal static class BroadcastLowering
{
    /// <summary>The program of a layer for a width of 16, 8 or 4, and so many registers of inputs.</summary>
    public static LaneProgram Lower(Arrangement layer, int width, int vectors, string name)
    {
        if (layer.Passes > 1)
        {
            return LowerPasses(layer, width, vectors, name);
        }

        int tileSlots = BatchTiling.TileSlots(layer, width);
        return BroadcastRows.Lower(layer, width, vectors, name, tileSlots) with { Recipe = new TileRecipe(tileSlots, BroadcastRows.VisitsAllLast(layer), layer.Passes) };
    }

    /// <summary>Several sums to a row: row by row, pass by pass, over the whole input at once. What the passes make of the bias is kept in the output, since the registers are taken by sums.</summary>
    private static LaneProgram LowerPasses(Arrangement layer, int width, int vectors, string name)
    {
        const int Scaled = LayerEpilogue.ScaledSum;
        List<LaneOp> row = [new OpenRow(0), new BroadcastBias(Scaled, 0)];
        List<LaneOp> pass = [.. Enumerable.Range(0, vectors).Select(i => new LoadZero(i)), new Loop(null, BroadcastRows.Step(vectors, width))];
        List<LaneOp> end = [];
        for (int i = 0; i < vectors; i++)
        {
            row.Add(new Store(Scaled, i * width, width));
            pass.AddRange([new LoadOutput(Scaled, i * width), new ScaleAddBroadcast(Scaled, i, 0, IsStreamed: true), new Store(Scaled, i * width, width)]);
            if (layer.Layer.Activation.IsOnLanes)
            {
                end.AddRange([new LoadOutput(Scaled, i * width), new Activate(Scaled, layer.Layer.Activation), new Store(Scaled, i * width, width)]);
            }
        }

        pass.Add(new Advance(LaneTable.Scales, 1));
        row.Add(new Loop(layer.Passes, pass.ToEquatableArray()));
        row.AddRange([.. end, new Advance(LaneTable.Rows, 1)]);
        List<LaneOp> body = [new Loop(layer.Positions, row.ToEquatableArray())];
        return BroadcastRows.Make(layer, name, $"{vectors * width} inputs side by side, added or subtracted, each sum multiplied once", width, body) with
        {
            Vectors = vectors,
            Recipe = new TileRecipe(1, false, layer.Passes),
        };
    }
}
