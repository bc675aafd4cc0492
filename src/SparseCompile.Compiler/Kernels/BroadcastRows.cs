using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;

namespace SparseCompile.Compiler.Kernels;

/// <summary>Rows whose weights are broadcast, each to several registers of inputs of a batch, or of pixels; tile by tile of the inputs. What such kernels have in common.</summary>
internal static class BroadcastRows
{
    /// <summary>The last tile visits all rows: something is still to be done to each.</summary>
    public static bool VisitsAllLast(Arrangement layer) => layer.Layer.Activation.IsOnLanes || layer.SkipsZeroInputs || layer.SumsFirst;

    /// <summary>Visits of a row in the tiles of a layer: (rows of the first tile, those between, of the last where it visits all). Counted as <see cref="SparseCompile.Runtime.TileTable"/> counts them.</summary>
    public static (int Tiles, int Middle) Visits(Arrangement layer, int tileSlots, bool visitsAllLast)
    {
        int tiles = 1;
        foreach (int slot in layer.Rows.Slots)
        {
            tiles = Math.Max(tiles, (slot / tileSlots) + 1);
        }

        int middle = 0;
        for (int position = 0; position < layer.Positions; position++)
        {
            int last = 0;
            for (int k = layer.Rows.Starts[position]; k < layer.Rows.Starts[position + 1]; k++)
            {
                int tile = layer.Rows.Slots[k] / tileSlots;
                bool isVisit = tile != last && !(visitsAllLast && tile == tiles - 1);
                middle += isVisit ? 1 : 0;
                last = tile;
            }
        }

        return (tiles, middle);
    }

    /// <summary>The program of a layer whose inputs are cut into tiles, without a recipe.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="width">Lanes of a register.</param>
    /// <param name="vectors">Registers of inputs.</param>
    /// <param name="name">The program's name.</param>
    /// <param name="tileSlots">Slots of a tile.</param>
    public static LaneProgram Lower(Arrangement layer, int width, int vectors, string name, int tileSlots)
    {
        bool visitsAllLast = VisitsAllLast(layer);
        (int tiles, int middle) = Visits(layer, tileSlots, visitsAllLast);
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

    /// <summary>A program over the tables of a layer.</summary>
    public static LaneProgram Make(Arrangement layer, string name, string summary, int width, List<LaneOp> body)
    {
        LaneTable tables = LaneTable.Bias | LaneTable.Counts | LaneTable.Rows | LaneTable.Slots | LaneTable.Weights;
        return new LaneProgram(name, summary, width, new LaneSignature(layer.SumsFirst ? tables | LaneTable.Scales : tables), body);
    }

    /// <summary>A weight meets several registers of inputs.</summary>
    public static EquatableArray<LaneOp> Step(int vectors, int width)
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
