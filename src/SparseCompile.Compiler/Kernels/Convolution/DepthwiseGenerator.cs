using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Kernels.Convolution;

/// <summary>Channels on the lanes where each reads its own: a depthwise convolution, whose lanes load their inputs side by side.</summary>
internal sealed class DepthwiseGenerator : IConvGenerator
{
    /// <inheritdoc/>
    public string Name => "conv-depthwise";

    /// <inheritdoc/>
    public string Title => "depthwise";

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) => $"depthwise, {spec.Number("c")} channels on the lanes, {(spec.Number("r") > 1 ? $"{spec.Number("r")} x " : "")}{spec.Number("p")} pixels a weight";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Packed;

    /// <inheritdoc/>
    public ConvLayout Layout(Conv conv)
    {
        ConvLayout layout = ConvLayout.OfPixels(ConvLayout.Flatten(conv));
        return layout.ReadingBehind();
    }

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context)
    {
        if (IsDepthwise((Conv)context.Node.Operator) && ChannelPrice.Of(context, this, isDepthwise: true) is { } price)
        {
            yield return price.Candidate;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target) => ChannelLowering.Lower(kernel, target, Layout((Conv)kernel.Layer.Layer), isDepthwise: true);

    /// <summary>Channel c of the output reads channel c of the input, and no other.</summary>
    public static bool IsDepthwise(Conv conv) =>
        conv.Outputs == conv.Input.Channels && Enumerable.Range(0, conv.Outputs).All(row =>
            Enumerable.Range(conv.Weights.RowStarts[row], conv.Weights.RowLength(row)).All(k => conv.Weights.ColumnIndices[k] / conv.Window.Taps == row));
}
