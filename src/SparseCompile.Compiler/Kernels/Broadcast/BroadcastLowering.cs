using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Broadcast;

/// <summary>Batch on the lanes: each weight is broadcast and meets several registers of inputs that lie side by side; tile by tile of the input.</summary>
internal static class BroadcastLowering
{
    /// <summary>The last tile visits all rows: something is still to be done to each.</summary>
    public static bool VisitsAllLast(Arrangement layer) => layer.Layer.Activation.IsOnLanes || layer.SkipsZeroInputs || layer.SumsFirst;

    /// <summary>The program of a layer for a width of 16, 8 or 4, and so many registers of inputs.</summary>
    public static LaneProgram Lower(Arrangement layer, int width, int vectors, string name)
    {
        if (layer.Passes > 1)
        {
            return LowerPasses(layer, width, vectors, name);
        }

        int tileSlots = BatchTiling.TileSlots(layer, width);
        return LowerTiles(layer, width, vectors, name, tileSlots) with { Recipe = new TileRecipe(tileSlots, VisitsAllLast(layer), layer.Passes) };
    }

    /// <summary>The program of a layer whose inputs are cut into tiles, without a recipe.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="width">Lanes of a register.</param>
    /// <param name="vectors">Registers of inputs.</param>
    /// <param name="name">The program's name.</param>
    /// <param name="tileSlots">Slots of a tile.</param>
    public static LaneProgram LowerTiles(Arrangement layer, int width, int vectors, string name, int tileSlots)
    {
        bool visitsAllLast = VisitsAllLast(layer);
        (int tiles, int middle) = BatchTiling.Visits(layer, tileSlots, visitsAllLast);
        List<LaneOp> body = [new Loop(layer.Positions, Visit(layer, width, vectors, isFirst: true, isLast: tiles == 1))];
        if (middle > 0)
        {
            body.Add(new Loop(middle, Visit(layer, width, vectors, isFirst: false, isLast: false)));
        }

        if (visitsAllLast && tiles > 1)
        {
            body.Add(new Loop(layer.Positions, Visit(layer, width, vectors, isFirst: false, isLast: true)));
        }

        string by = tiles == 1 ? "" : $", tile by tile of the input ({tiles})";
        return Make(layer, name, $"{vectors * width} inputs side by side, weights broadcast{by}", width, body) with { Vectors = vectors };
    }

    private static LaneProgram Make(Arrangement layer, string name, string summary, int width, List<LaneOp> body)
    {
        LaneTable tables = LaneTable.Bias | LaneTable.Counts | LaneTable.Rows | LaneTable.Slots | LaneTable.Weights;
        return new LaneProgram(name, summary, width, new LaneSignature(layer.SumsFirst ? tables | LaneTable.Scales : tables), body);
    }

    /// <summary>Several sums to a row: row by row, pass by pass, over the whole input at once. What the passes make of the bias is kept in the output, since the registers are taken by sums.</summary>
    private static LaneProgram LowerPasses(Arrangement layer, int width, int vectors, string name)
    {
        const int Scaled = LayerEpilogue.ScaledSum;
        List<LaneOp> row = [new OpenRow(0), new BroadcastBias(Scaled, 0)];
        List<LaneOp> pass = [.. Enumerable.Range(0, vectors).Select(i => new LoadZero(i)), new Loop(null, Step(vectors, width))];
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
        return Make(layer, name, $"{vectors * width} inputs side by side, added or subtracted, each sum multiplied once", width, body) with
        {
            Vectors = vectors,
            Recipe = new TileRecipe(1, false, layer.Passes),
        };
    }

    /// <summary>A weight meets several registers of inputs.</summary>
    private static EquatableArray<LaneOp> Step(int vectors, int width)
    {
        List<LaneOp> step = [new OpenWindow(0), new BroadcastWeight(vectors, 0)];
        for (int i = 0; i < vectors; i++)
        {
            step.Add(new LoadWindow(vectors + 1, i * width));
            step.Add(new MultiplyAddBroadcast(i, vectors, vectors + 1));
        }

        step.AddRange([new Advance(LaneTable.Slots, 1), new Advance(LaneTable.Weights, 1)]);
        return step.ToEquatableArray();
    }

    private static EquatableArray<LaneOp> Visit(Arrangement layer, int width, int vectors, bool isFirst, bool isLast)
    {
        List<LaneOp> row = [new OpenRow(0)];
        for (int i = 0; i < vectors; i++)
        {
            row.Add(!isFirst ? new LoadOutput(i, i * width) : layer.SumsFirst ? new LoadZero(i) : new BroadcastBias(i, 0));
        }

        row.Add(new Loop(null, Step(vectors, width)));
        if (isLast)
        {
            LayerEpilogue.Add(row, layer, vectors, width, isBatch: true);
        }
        else
        {
            row.AddRange(Enumerable.Range(0, vectors).Select(i => new Store(i, i * width, width)));
        }

        row.Add(new Advance(LaneTable.Rows, 1));
        return row.ToEquatableArray();
    }
}
