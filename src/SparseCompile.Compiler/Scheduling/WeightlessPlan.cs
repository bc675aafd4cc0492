using SparseCompile.Compiler.Graphs;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>How a node without weights is computed: there is one way to.</summary>
public abstract class WeightlessPlan : NodePlan
{
    private protected WeightlessPlan(Node node, bool isOutput, int[] order, double nanoseconds)
        : base(node, isOutput)
    {
        Order = order;
        EstimatedNanoseconds = nanoseconds;
    }

    /// <inheritdoc/>
    public override int[] Order { get; }

    /// <inheritdoc/>
    public override string Title => KernelId;

    /// <inheritdoc/>
    public override double LaneUtilisation => 1;

    /// <inheritdoc/>
    public override double EstimatedNanoseconds { get; }
}
