using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution;

/// <summary>Pixels on the lanes, each weight broadcast: for any mask and any window, one multiply-add for each weight and vector of pixels.</summary>
internal sealed class PixelGenerator : IConvGenerator
{
    /// <summary>Floats of inputs that stay in the level-1 cache while all rows meet them.</summary>
    private const int TileFloats = 6144;

    /// <summary>Weights a row should have in a tile: its sums come from memory and go back once for all of them.</summary>
    private const int NonZerosPerVisit = 10;

    /// <inheritdoc/>
    public string Name => "conv-pixels";

    /// <inheritdoc/>
    public string Title => "pixels on the lanes";

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) => $"pixels on the lanes, {spec.Number("v")} vectors of {spec.Number("c")} a weight";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Packed;

    /// <inheritdoc/>
    public ConvLayout Layout(Conv conv) => ConvLayout.OfPlanes(ConvLayout.Flatten(conv));

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context)
    {
        Arrangement layer = ConvArrangement.Of(context);
        Conv conv = ConvArrangement.Conv(layer);
        int lanes = context.Target.Lanes;
        int count = Count(conv, lanes);
        int vectors = ConvArrangement.Tile(count, MostVectors(context.Target));
        int tileTaps = TileTaps(conv);
        (_, int middle) = BroadcastRows.Visits(layer, tileTaps, BroadcastRows.VisitsAllLast(layer));
        double copies = ConvCopies.Nanoseconds(conv, Layout(conv), context.ImageOrder, context.Costs);
        double step = context.Costs[conv.Window.IsPoint ? "convPointStep" : "convPixelStep"];
        double time = copies + ((double)conv.Weights.NonZeros * count * step)
            + ((double)(layer.Positions + middle) * count * context.Costs["convPixelVisit"]);
        yield return context.Offer(KernelSpec.Create(Name, ("c", lanes), ("v", vectors)), layer, time, (long)conv.Weights.NonZeros * count * lanes / Math.Max(1, conv.Positions));
    }

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target)
    {
        (int lanes, int vectors) = (kernel.Spec.Number("c"), kernel.Spec.Number("v"));
        Conv conv = ConvArrangement.Conv(kernel.Layer);
        ConvLayout layout = Layout(conv);
        int count = Count(conv, lanes);
        int whole = count / vectors;
        List<LaneProgram> programs = [];
        foreach ((int side, int runs, int first) in new[] { (vectors, whole, 0), (count - (whole * vectors), 1, whole * vectors) })
        {
            if (side > 0 && runs > 0)
            {
                WalkAxis along = new(runs, side * lanes, side * lanes, first * lanes, first * lanes);
                programs.Add(Lower(kernel.Layer, target, side) with { Walk = new PixelWalk(new WalkAxis(1, 0, 0), along, layout.PlaneFloats) });
            }
        }

        return programs;
    }

    private static int MostVectors(Target target) => target.HasFma ? target.Lanes == WindowTable.Lanes ? 14 : 10 : 4;

    private static int Count(Conv conv, int lanes) => (conv.Positions + lanes - 1) / lanes;

    private LaneProgram Lower(Arrangement layer, Target target, int vectors)
    {
        Conv conv = ConvArrangement.Conv(layer);
        int tileTaps = TileTaps(conv);
        PixelRecipe recipe = new(Layout(conv).Planes!.Value, tileTaps, BroadcastRows.VisitsAllLast(layer));
        string kind = target.HasFma || target.Lanes == 1 ? "" : "Software";
        LaneProgram program = BroadcastRows.Lower(layer, target.Lanes, vectors, FormattableString.Invariant($"Pixels{target.Lanes}{kind}x{vectors}"), tileTaps);
        return program with { Recipe = recipe, IsSoftware = !target.HasFma, Summary = $"{vectors * target.Lanes} pixels side by side, weights broadcast" };
    }

    /// <summary>Taps of a tile: those of as many channels as stay in the level-1 cache.</summary>
    private int TileTaps(Conv conv)
    {
        ShiftedPlanes planes = Layout(conv).Planes!.Value;
        int channels = Math.Max(1, conv.Input.Channels);
        int most = (int)Math.Min(channels, (((long)planes.KernelWidth * planes.Phases * planes.PlaneFloats * channels) + TileFloats - 1) / TileFloats);
        int tiles = Math.Max(1, Math.Min(most, conv.Weights.NonZeros / (Math.Max(1, conv.Outputs) * NonZerosPerVisit)));
        return (channels + tiles - 1) / tiles * conv.Window.Taps;
    }
}
