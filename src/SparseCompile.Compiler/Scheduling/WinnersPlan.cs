using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>How the largest values are kept.</summary>
/// <param name="node">A <see cref="KWinners"/>.</param>
/// <param name="isOutput">It computes the model's output.</param>
/// <param name="order">The element at each place.</param>
/// <param name="nanoseconds">Estimate for one input on the primary target.</param>
public sealed class WinnersPlan(Node node, bool isOutput, int[] order, double nanoseconds) : WeightlessPlan(node, isOutput, order, nanoseconds)
{
    /// <summary>Which win.</summary>
    public KWinners Winners => (KWinners)Node.Operator;

    /// <summary>What values are multiplied by to be ranked, by place: the channels of a pixel, or all values of a vector; empty for none.</summary>
    public IReadOnlyList<float> Factors => Winners.Factors.Count == 0 || Winners.Image is not null ? [.. Winners.Factors] : [.. Order.Select(Winners.FactorOf)];

    /// <inheritdoc/>
    public override string KernelId => "k-winners";

    /// <inheritdoc/>
    public override string Reason => $"the {Winners.Count} largest of {Winners.Competing} values{(Winners.IsPerPixel ? " of each pixel" : "")} stay, selected without a sort";

    /// <inheritdoc/>
    internal override void Accept(INodePlanVisitor visitor) => visitor.VisitWinners(this);
}
