using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>How values are joined: added, or copied one after the other.</summary>
/// <param name="node">An <see cref="Add"/> or a <see cref="Concat"/>.</param>
/// <param name="isOutput">It computes the model's output.</param>
/// <param name="order">The element at each place.</param>
/// <param name="nanoseconds">Estimate for one input on the primary target.</param>
public sealed class JoinPlan(Node node, bool isOutput, int[] order, double nanoseconds) : WeightlessPlan(node, isOutput, order, nanoseconds)
{
    /// <summary>It adds; else it copies.</summary>
    public bool IsAdd => Node.Operator is Add;

    /// <inheritdoc/>
    public override string KernelId => IsAdd ? "add" : "concat";

    /// <inheritdoc/>
    public override string Reason => IsAdd ? "operands added, element by element" : "operands copied, one after the other";

    /// <inheritdoc/>
    internal override void Accept(INodePlanVisitor visitor)
    {
        if (IsAdd)
        {
            visitor.VisitAdd(this);
        }
        else
        {
            visitor.VisitConcat(this);
        }
    }
}
