using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution;

/// <summary>A kernel with channels on the lanes, priced on the tables that it runs on.</summary>
/// <param name="Candidate">The kernel.</param>
/// <param name="Use">Lanes with a weight, of all lanes of all steps.</param>
internal sealed record ChannelPrice(KernelCandidate Candidate, double Use)
{
    /// <summary>Pixels that a vector of weights meets at most: registers, less those of weights and inputs.</summary>
    private static int MostPixels(int lanes, bool hasFma) => !hasFma ? 4 : lanes == WindowTable.Lanes ? 20 : 10;

    /// <summary>Prices it.</summary>
    public static ChannelPrice Of(LayerContext context, IConvGenerator generator, bool isDepthwise)
    {
        Arrangement layer = ConvArrangement.Of(context);
        Conv conv = ConvArrangement.Conv(layer);
        int lanes = context.Target.Lanes;
        int pixels = ConvArrangement.Tile(conv.Output.Width, MostPixels(lanes, context.Target.HasFma));

        // Short rows are taken several at a time: the loop around a vector of weights costs as much as two or three pixels.
        int rows = ConvArrangement.Tile(conv.Output.Height, pixels == conv.Output.Width ? Math.Max(1, MostPixels(lanes, context.Target.HasFma) / pixels) : 1);
        KernelTables tables = ChannelLowering.Recipe(conv, lanes, generator.Layout(conv).Pixels!.Value, isDepthwise).Lay(layer.Rows, layer.StoredBias);
        long steps = tables.Counts.Sum(count => (long)count);
        int tilesOfRow = (conv.Output.Width + pixels - 1) / pixels;
        double tiles = (double)((conv.Output.Height + rows - 1) / rows) * tilesOfRow;

        // Few pixels at a time wait for their chains.
        double chain = Math.Max(pixels * rows * context.Costs["convChannelStep"], context.Costs["convChannelChain"]);
        double copies = generator.Layout(conv).IsDirect ? 0 : generator.Layout(conv).Pixels!.Value.Floats * context.Costs["convCopy"];
        double time = copies + (tiles * ((steps * (chain + context.Costs["convChannelLoop"])) + (tables.Counts.Length * context.Costs["convChannelVisit"])));
        KernelSpec spec = KernelSpec.Create(generator.Name, ("c", lanes), ("p", pixels), ("r", rows > 1 ? rows : null));
        KernelCandidate candidate = context.Offer(spec, layer, time, steps * lanes) with { IsMasked = !tables.IsFull };
        return new ChannelPrice(candidate, steps == 0 ? 1 : (double)conv.Weights.NonZeros / (steps * lanes));
    }
}
