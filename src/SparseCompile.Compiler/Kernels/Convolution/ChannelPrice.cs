using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution;

/// <summary>A kernel with channels on the lanes, priced on the tables that it runs on.</summary>
/// <param name="Candidate">The kernel.</param>
/// <param name="Use">Lanes with a weight, of all lanes of all steps.</param>
internal sealed record ChannelPrice(KernelCandidate Candidate, double Use)
{
    /// <summary>Vectors of weights that are in registers at a time, where a pair is: an input is loaded once for both, and loads are what limits narrow vectors.</summary>
    private const int Pair = 2;

    /// <summary>Prices it.</summary>
    public static ChannelPrice Of(LayerContext context, IConvGenerator generator, bool isDepthwise)
    {
        ChannelPrice single = Of(context, generator, isDepthwise, 1);
        int lanes = context.Target.Lanes;
        bool isPaired = !isDepthwise && context.Target.HasFma && lanes is 8 or 4 && context.Matrix.Rows > lanes;
        ChannelPrice other = isPaired ? Of(context, generator, isDepthwise, Pair) : single;
        return other.Candidate.Nanoseconds < single.Candidate.Nanoseconds ? other : single;
    }

    private static ChannelPrice Of(LayerContext context, IConvGenerator generator, bool isDepthwise, int vectors)
    {
        Arrangement layer = ConvArrangement.Of(context);
        Conv conv = ConvArrangement.Conv(layer);
        int lanes = context.Target.Lanes, group = lanes * vectors;
        KernelTables tables = ChannelLowering.Recipe(conv, group, generator.Layout(conv).Pixels!.Value, isDepthwise).Lay(layer.Rows, layer.StoredBias);
        int most = MostPixels(context.Target, vectors, tables.IsFull);
        int pixels = ConvArrangement.Tile(conv.Output.Width, most);

        // Short rows are taken several at a time: the loop around a vector of weights costs as much as two or three pixels.
        int rows = ConvArrangement.Tile(conv.Output.Height, pixels == conv.Output.Width ? Math.Max(1, most / pixels) : 1);
        long steps = tables.Counts.Sum(count => (long)count);
        int tilesOfRow = (conv.Output.Width + pixels - 1) / pixels;
        double tiles = (double)((conv.Output.Height + rows - 1) / rows) * tilesOfRow;

        // Few pixels at a time wait for their chains. A mask is a comparison and a selection beside every multiply-add.
        double step = vectors * (!tables.IsFull && context.Costs.Has("convMaskedStep") ? context.Costs["convMaskedStep"] : context.Costs[vectors > 1 ? "convPairStep" : "convChannelStep"]);
        double chain = Math.Max(pixels * rows * step, context.Costs["convChannelChain"]);
        double copies = ConvCopies.Nanoseconds(conv, generator.Layout(conv), context.ImageOrder, context.Costs);
        double time = copies + (tiles * ((steps * (chain + context.Costs["convChannelLoop"])) + (tables.Counts.Length * vectors * context.Costs["convChannelVisit"])));
        KernelSpec spec = KernelSpec.Create(generator.Name, ("c", lanes), ("v", vectors > 1 ? vectors : null), ("p", pixels), ("r", rows > 1 ? rows : null));
        KernelCandidate candidate = context.Offer(spec, layer, time, steps * group) with { IsMasked = !tables.IsFull };
        return new ChannelPrice(candidate, steps == 0 ? 1 : (double)conv.Weights.NonZeros / (steps * group));
    }

    /// <summary>Pixels that a vector of weights meets at most: registers, less those of weights, their masks and inputs.</summary>
    private static int MostPixels(Target target, int vectors, bool isFull) =>
        !target.HasFma ? 4 : target.Lanes == WindowTable.Lanes ? 20 : vectors == 1 ? 10 : isFull ? 6 : 4;
}
