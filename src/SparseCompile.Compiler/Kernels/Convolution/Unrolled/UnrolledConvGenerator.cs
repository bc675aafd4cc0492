using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution.Unrolled;

/// <summary>Every step of a convolution a statement, channels of the output on the lanes: what <c>Unrolling.Full</c> asks for.</summary>
/// <remarks>It offers nothing by itself: whether a network is unrolled is decided for all of it (<c>Scheduling/Unroller</c>).</remarks>
internal sealed class UnrolledConvGenerator : IConvGenerator
{
    /// <summary>Pixels that a vector of weights meets at most: each is two statements more for every step.</summary>
    private const int MostPixels = 4;

    /// <inheritdoc/>
    public string Name => "conv-unrolled";

    /// <inheritdoc/>
    public string Title => "channels on the lanes, unrolled";

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) => $"channels on the lanes, {spec.Number("c")} side by side, {spec.Number("p")} pixels a weight, every step spelled out";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Packed;

    /// <summary>Later parts of a sum load whole vectors of what the earlier ones stored, and depthwise kernels whole vectors of inputs.</summary>
    public ConvLayout Layout(Conv conv) => ConvLayout.OfPixels(ConvLayout.Flatten(conv)).ReachingBehind();

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context) => [];

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target) => ConvUnrolling.Lower(kernel, target, Layout((Conv)kernel.Layer.Layer));

    /// <summary>A candidate that was not offered but decided on.</summary>
    /// <param name="layer">The convolution in its order.</param>
    /// <param name="target">Whose lanes it runs on.</param>
    public KernelCandidate Make(Arrangement layer, Target target)
    {
        Conv conv = ConvArrangement.Conv(layer);
        int pixels = PixelsOf(conv.Output.Width);
        bool isDepthwise = DepthwiseGenerator.IsDepthwise(conv);
        KernelTables tables = ChannelLowering.Recipe(conv, target.Lanes, Layout(conv).Pixels!.Value, isDepthwise).Lay(layer.Rows, layer.StoredBias);
        long steps = tables.Counts.Sum(count => (long)count);
        CostTable costs = target.Costs;
        double runs = Math.Ceiling((double)conv.Output.Width / pixels) * conv.Output.Height;
        double time = costs["layerCall"] + (runs * steps * Math.Max(pixels * costs["convChannelStep"], costs["convChannelChain"]));
        KernelSpec spec = KernelSpec.Create(Name, ("c", target.Lanes), ("p", pixels));
        return new KernelCandidate(spec, layer, time, steps == 0 ? 1 : (double)conv.Weights.NonZeros / (steps * target.Lanes)) { IsMasked = !tables.IsFull };
    }

    /// <summary>Pixels at a time: as many as leave none of a row over, for which there would be as many statements again; else a few.</summary>
    private static int PixelsOf(int width) => Enumerable.Range(2, MostPixels - 1).Where(pixels => width % pixels == 0).DefaultIfEmpty(Math.Max(1, Math.Min(width, MostPixels))).Max();
}
