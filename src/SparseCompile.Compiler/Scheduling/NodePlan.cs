using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Kernels.Convolution;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>How a node is computed.</summary>
public abstract class NodePlan
{
    private protected NodePlan(Node node, bool isOutput)
    {
        Node = node;
        IsOutput = isOutput;
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>It computes the model's output.</summary>
    public bool IsOutput { get; }

    /// <summary>The element of the output at each place.</summary>
    public abstract int[] Order { get; }

    /// <summary>Every element is at its own place.</summary>
    public bool IsInOrder => Permutation.IsIdentity(Order);

    /// <summary>Id of the kernel of the primary target.</summary>
    public abstract string KernelId { get; }

    /// <summary>What people call that kind of kernel.</summary>
    public abstract string Title { get; }

    /// <summary>The kernel in words, and why it was chosen.</summary>
    public abstract string Reason { get; }

    /// <summary>Non-zeros of lane slots executed on the primary target, 0 to 1.</summary>
    public abstract double LaneUtilisation { get; }

    /// <summary>Estimate for one input on the primary target.</summary>
    public abstract double EstimatedNanoseconds { get; }

    /// <summary>Multiply-accumulates executed.</summary>
    public long Macs => Node.Operator.NonZeroMacs;

    /// <summary>Calls the visitor's overload for this plan.</summary>
    internal abstract void Accept(INodePlanVisitor visitor);
}

/// <summary>How a linear layer is computed: its rows and inputs in order, and a kernel for each target.</summary>
public class LayerPlan : NodePlan
{
    private readonly IReadOnlyDictionary<string, KernelCandidate> _kernels;
    private readonly string _remark;

    /// <summary>Makes a plan.</summary>
    /// <param name="kernel">The kernel of the primary target, whose orders all share.</param>
    /// <param name="kernels">The kernel of each target, by its name.</param>
    /// <param name="candidates">Everything that was considered for the primary target.</param>
    /// <param name="denseNanoseconds">Estimate for a dense kernel of the declared shape.</param>
    /// <param name="remark">Why the kernel was chosen, where that is not its estimate; else empty.</param>
    public LayerPlan(
        KernelCandidate kernel, IReadOnlyDictionary<string, KernelCandidate> kernels, IReadOnlyList<KernelCandidate> candidates, double denseNanoseconds, string remark = "")
        : this(kernel, kernel.Layer.IsOutput, kernels, candidates, denseNanoseconds, remark)
    {
    }

    /// <summary>Plans a layer that another one is in all but its place: they share kernels and tables.</summary>
    /// <param name="twin">The other's plan.</param>
    /// <param name="node">The layer's node.</param>
    internal LayerPlan(LayerPlan twin, Node node)
        : this(
            twin.Kernel with { Layer = twin.Arrangement with { Node = node } },
            twin.IsOutput,
            twin._kernels.ToDictionary(kernel => kernel.Key, kernel => kernel.Value with { Layer = kernel.Value.Layer with { Node = node } }),
            twin.Candidates,
            twin.DenseNanoseconds,
            twin._remark) => Original = twin.Original;

    private protected LayerPlan(
        KernelCandidate kernel, bool isOutput, IReadOnlyDictionary<string, KernelCandidate> kernels, IReadOnlyList<KernelCandidate> candidates, double denseNanoseconds, string remark)
        : base(kernel.Layer.Node, isOutput)
    {
        Kernel = kernel;
        _kernels = kernels;
        Candidates = candidates;
        DenseNanoseconds = denseNanoseconds;
        _remark = remark;
        Original = this;
    }

    /// <summary>The layer whose kernels and tables this one uses: mostly its own.</summary>
    public LayerPlan Original { get; }

    /// <summary>The kernel of the primary target.</summary>
    public KernelCandidate Kernel { get; }

    /// <summary>Rows and inputs in order.</summary>
    public Arrangement Arrangement => Kernel.Layer;

    /// <summary>The layer's matrix, biases and activation.</summary>
    public MatrixOperator Layer => Arrangement.Layer;

    /// <summary>The layer's name.</summary>
    public string Name => Node.Name;

    /// <summary>Everything that was considered for the primary target.</summary>
    public IReadOnlyList<KernelCandidate> Candidates { get; }

    /// <summary>Estimate for a dense kernel of the declared shape.</summary>
    public double DenseNanoseconds { get; }

    /// <summary>The kernel of a target.</summary>
    public KernelCandidate KernelOf(Target target) => _kernels[target.Name];

    /// <inheritdoc/>
    public override int[] Order => Arrangement.RowOrder;

    /// <inheritdoc/>
    public override string KernelId => Kernel.Spec.Id;

    /// <inheritdoc/>
    public override string Title => KernelRegistry.Of(Kernel.Spec).Title;

    /// <inheritdoc/>
    public override string Reason => Kernel.Description + _remark;

    /// <inheritdoc/>
    public override double LaneUtilisation => Kernel.LaneUtilisation;

    /// <inheritdoc/>
    public override double EstimatedNanoseconds => Kernel.Nanoseconds;

    /// <inheritdoc/>
    internal override void Accept(INodePlanVisitor visitor) => visitor.Visit(this);

    /// <summary>Positions that the kernels compute.</summary>
    public int Positions => Arrangement.Positions;

    /// <summary>Non-zeros by position.</summary>
    internal SparseRows Rows => Arrangement.Rows;

    /// <summary>Inputs that are zero are not multiplied.</summary>
    public bool SkipsZeroInputs => Arrangement.SkipsZeroInputs;
}

/// <summary>How a convolution is computed: channels of the output are rows, and kernels run for all pixels.</summary>
public sealed class ConvPlan : LayerPlan
{
    /// <summary>Makes a plan.</summary>
    /// <param name="kernel">The kernel of the primary target.</param>
    /// <param name="kernels">The kernel of each target, by its name.</param>
    /// <param name="candidates">Everything that was considered for the primary target.</param>
    /// <param name="order">The element of the output at each place.</param>
    /// <param name="isOutput">It computes the model's output.</param>
    /// <param name="estimates">For a dense kernel of the declared shape; and why the kernel was chosen, where that is not its estimate.</param>
    public ConvPlan(
        KernelCandidate kernel,
        IReadOnlyDictionary<string, KernelCandidate> kernels,
        IReadOnlyList<KernelCandidate> candidates,
        int[] order,
        bool isOutput,
        (double DenseNanoseconds, string Remark) estimates)
        : base(kernel, isOutput, kernels, candidates, estimates.DenseNanoseconds, estimates.Remark) => Order = order;

    /// <summary>The convolution.</summary>
    public Conv Conv => (Conv)Layer;

    /// <inheritdoc/>
    public override int[] Order { get; }

    /// <summary>How its images lie, which estimates depend on.</summary>
    internal ImageOrder Images { get; init; }

    /// <summary>Expected fraction of zero inputs.</summary>
    internal double InputSparsity { get; init; }

    /// <summary>Where a target's kernel expects its input and leaves its output.</summary>
    internal ConvLayout LayoutOf(Targets.Target target) => ((IConvGenerator)KernelRegistry.Of(KernelOf(target).Spec)).Layout(Conv);

    /// <inheritdoc/>
    internal override void Accept(INodePlanVisitor visitor) => visitor.VisitConv(this);
}
