using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>How an image is pooled.</summary>
/// <param name="node">A <see cref="Graphs.Operators.Pool"/>.</param>
/// <param name="isOutput">It computes the model's output.</param>
/// <param name="order">The element at each place.</param>
/// <param name="nanoseconds">Estimate for one input on the primary target.</param>
public sealed class PoolPlan(Node node, bool isOutput, int[] order, double nanoseconds) : WeightlessPlan(node, isOutput, order, nanoseconds)
{
    /// <summary>The pool.</summary>
    public Pool Pool => (Pool)Node.Operator;

    /// <inheritdoc/>
    public override string KernelId => Pool.Kind == PoolKind.Max ? "max-pool" : "average-pool";

    /// <inheritdoc/>
    public override string Reason => Pool.Kind == PoolKind.Max ? "the largest value of each window, channels on the lanes" : "the mean of each window, channels on the lanes";

    /// <inheritdoc/>
    internal override void Accept(INodePlanVisitor visitor) => visitor.VisitPool(this);
}
