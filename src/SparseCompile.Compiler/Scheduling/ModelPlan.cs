using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>How a graph is computed: a plan for each node.</summary>
/// <param name="Graph">The graph, dead neurons removed.</param>
/// <param name="InputOrder">The input at each place; inputs that no weight reads may be missing.</param>
/// <param name="Nodes">A plan for each node, in the graph's order.</param>
/// <param name="Unrolling">What the definition asked for.</param>
/// <param name="IsFused">The 512-bit code is one unrolled kernel, activations staying in registers from layer to layer.</param>
public sealed record ModelPlan(Graph Graph, int[] InputOrder, IReadOnlyList<NodePlan> Nodes, UnrollingMode Unrolling, bool IsFused)
{
    /// <summary>The layers with weights.</summary>
    public IReadOnlyList<LayerPlan> Layers => [.. Nodes.OfType<LayerPlan>()];

    /// <summary>The node that computes the output.</summary>
    public NodePlan Last => Nodes[Nodes.Count - 1];

    /// <summary>Every input is at its own place.</summary>
    public bool IsInputInOrder => InputOrder.Length == Graph.Values[Graph.Input].Length && Permutation.IsIdentity(InputOrder);

    /// <summary>Inputs can be put side by side: no node is over pixels, and none in the middle mixes its outputs.</summary>
    public bool HasBatch => Graph.IsFunction && Nodes.All(node => node is JoinPlan or LayerPlan and not ConvPlan && (node.IsOutput || node.Node.Operator.Activation.IsElementwise));

    /// <summary>What is executed depends on the input: code counts it as it runs.</summary>
    public bool IsCounting => Layers.Any(layer => layer.SkipsZeroInputs);

    /// <summary>The order of a value's elements in memory.</summary>
    public int[] OrderOf(int value) => value == Graph.Input ? InputOrder : Graph.Inputs.Contains(value) ? Permutation.Identity(Graph.Values[value].Length) : Nodes.First(node => node.Node.Output == value).Order;

    /// <summary>An image's elements are in their own order, channel after channel; else its channels are side by side.</summary>
    public bool IsChannelsFirst(int value) => Permutation.IsIdentity(OrderOf(value));

    /// <summary>The whole network is one kernel on a target.</summary>
    public bool IsFusedOn(Target target) => IsFused && target == TargetRegistry.Primary;
}
