using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>How an image is pooled.</summary>
public sealed class PoolPlan : NodePlan
{
    /// <summary>Makes a plan.</summary>
    /// <param name="node">A <see cref="Graphs.Operators.Pool"/>.</param>
    /// <param name="isOutput">It computes the model's output.</param>
    /// <param name="order">The element at each place.</param>
    /// <param name="nanoseconds">Estimate for one input on the primary target.</param>
    public PoolPlan(Node node, bool isOutput, int[] order, double nanoseconds)
        : base(node, isOutput)
    {
        Order = order;
        EstimatedNanoseconds = nanoseconds;
    }

    /// <summary>The pool.</summary>
    public Pool Pool => (Pool)Node.Operator;

    /// <inheritdoc/>
    public override int[] Order { get; }

    /// <inheritdoc/>
    public override string KernelId => Pool.Kind == PoolKind.Max ? "max-pool" : "average-pool";

    /// <inheritdoc/>
    public override string Title => KernelId;

    /// <inheritdoc/>
    public override string Reason => Pool.Kind == PoolKind.Max ? "the largest value of each window, channels on the lanes" : "the mean of each window, channels on the lanes";

    /// <inheritdoc/>
    public override double LaneUtilisation => 1;

    /// <inheritdoc/>
    public override double EstimatedNanoseconds { get; }

    /// <inheritdoc/>
    internal override void Accept(INodePlanVisitor visitor) => visitor.VisitPool(this);
}
