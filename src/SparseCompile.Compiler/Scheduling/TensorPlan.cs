using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>How an operator over values of any rank is computed.</summary>
/// <param name="node">A node with a <see cref="TensorOperator"/>.</param>
/// <param name="isOutput">It computes an output of the model.</param>
/// <param name="order">The element at each place.</param>
/// <param name="images">For each operand, and then for the output, the image whose channels are side by side; null for values in their own order.</param>
/// <param name="nanoseconds">Estimate for one input on the primary target.</param>
public sealed class TensorPlan(Node node, bool isOutput, int[] order, IReadOnlyList<ImageShape?> images, double nanoseconds) : WeightlessPlan(node, isOutput, order, nanoseconds)
{
    /// <summary>The operator.</summary>
    public TensorOperator Operator => (TensorOperator)Node.Operator;

    /// <inheritdoc/>
    public override string KernelId => Operator switch
    {
        Map => "map",
        Reduce => "reduce",
        ArgReduce => "arg-reduce",
        MatMul => "dense-product",
        Gather => "gather-rows",
        _ => throw new InvalidOperationException($"No kernel for {Operator.GetType().Name}."),
    };

    /// <inheritdoc/>
    public override string Reason => Operator switch
    {
        Map map => map.Regions.Sum(region => ViewReader.Operations(region.Value)) is > 0 and int operations
            ? $"{operations} operation{(operations == 1 ? "" : "s")} on each element, in one pass" : "elements copied",
        Reduce reduce => $"{reduce.Count} elements reduced to each result",
        ArgReduce arg => $"coordinate of the {(arg.IsMax ? "largest" : "smallest")} of {arg.Input.Extents[arg.Axis]} elements",
        MatMul product => $"dense product of {product.Rows} x {product.Inner} and {product.Inner} x {product.Columns} values, both known at run time only",
        Gather gather => $"{gather.Indices.Length} of {gather.Data.Extents[gather.Axis]} rows looked up",
        _ => throw new InvalidOperationException($"No kernel for {Operator.GetType().Name}."),
    };

    /// <summary>The image whose channels are side by side in an operand's memory; null where it is in its own order.</summary>
    public ImageShape? ImageOf(int operand) => images[operand];

    /// <summary>The same for the output.</summary>
    public ImageShape? OutputImage => images[images.Count - 1];

    /// <inheritdoc/>
    internal override void Accept(INodePlanVisitor visitor) => visitor.VisitTensor(this);
}
