using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Compiler.Targets;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>Chooses a kernel for each node and target, and with the primary target's the orders of all values.</summary>
public sealed class Planner : IOperatorVisitor<NodePlan>
{
    /// <summary>ReLU clears half of what is spread evenly about zero; a definition that knows better says so.</summary>
    private const double SparsityAfterRelu = 0.5;

    private readonly Graph _graph;
    private readonly ModelChoices? _choices;
    private readonly ValueOrders _orders;
    private readonly List<LayerPlan> _layers = [];
    private readonly ConvOffers _offers;
    private int[]? _inputOrder;
    private Node _node = null!;

    private Planner(Graph graph, ModelChoices? choices)
    {
        _graph = graph;
        _choices = choices;
        _orders = new ValueOrders(graph);
        _offers = new ConvOffers(graph, choices, SparsityOf);
        ImageOrderSearch.Run(graph, _orders, _offers);
    }

    /// <summary>Plans a graph whose dead neurons have been removed.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="unrolling">What the definition asks for.</param>
    /// <param name="choices">Kernels that are chosen whatever the estimates; null for none.</param>
    public static ModelPlan Plan(Graph graph, UnrollingMode unrolling, ModelChoices? choices = null)
    {
        Planner planner = new(graph, choices);
        List<NodePlan> nodes = [];
        foreach (Node node in graph.Nodes)
        {
            planner._node = node;
            nodes.Add(node.Operator.Accept(planner));
        }

        ModelPlan streamed = new(graph, planner._inputOrder ?? Permutation.Identity(graph.Values[graph.Input].Length), nodes, unrolling, IsFused: false);
        return unrolling == UnrollingMode.None ? streamed : Unroller.Unroll(streamed, choices);
    }

    /// <summary>The kernels of the other targets, in the primary's orders.</summary>
    /// <param name="kernel">The primary's kernel.</param>
    /// <param name="inputSparsity">Expected fraction of zero inputs.</param>
    /// <param name="order">Of a convolution, how its images lie.</param>
    /// <param name="chosen">Id of a kernel that is chosen whatever the estimates, on targets that offer it; null for none.</param>
    internal static IReadOnlyDictionary<string, KernelCandidate> ForAllTargets(KernelCandidate kernel, double inputSparsity, ImageOrder order = default, string? chosen = null)
    {
        Dictionary<string, KernelCandidate> kernels = new() { [TargetRegistry.Primary.Name] = kernel };
        foreach (Target target in TargetRegistry.All.Where(target => target != TargetRegistry.Primary))
        {
            IReadOnlyList<KernelCandidate> offers = Offers(kernel.Layer, target, inputSparsity, order);
            kernels[target.Name] = offers.FirstOrDefault(offer => offer.Spec.Id == chosen) ?? offers.Aggregate((best, other) => other.Nanoseconds < best.Nanoseconds ? other : best);
        }

        return kernels;
    }

    /// <summary>Everything that is considered for a convolution of a plan on a target, with the estimates that it is compared by.</summary>
    public static IReadOnlyList<KernelCandidate> Offers(ConvPlan plan, Target target) => Offers(plan.Arrangement, target, plan.InputSparsity, plan.Images);

    private static IReadOnlyList<KernelCandidate> Offers(Arrangement layer, Target target, double inputSparsity, ImageOrder order)
    {
        InputCopy copy = new(Permutation.Identity(layer.InputCount), null, 0, 0);
        LayerContext context = new(layer, target, copy) { InputSparsity = inputSparsity, ImageOrder = order };
        return [.. KernelRegistry.For(layer.Layer).SelectMany(generator => generator.Propose(context))];
    }

    NodePlan IOperatorVisitor<NodePlan>.Visit(Linear op) => PlanLayer(_node);

    NodePlan IOperatorVisitor<NodePlan>.Visit(Conv op) => PlanConv(_node, op);

    NodePlan IOperatorVisitor<NodePlan>.Visit(Pool op)
    {
        double time = TargetRegistry.Primary.Costs["layerCall"] + (op.Output.Length / 16.0 * op.Window.Taps * TargetRegistry.Primary.Costs["addedVector"]);
        return new PoolPlan(_node, _graph.Outputs.Contains(_node.Output), _orders.Of(_node.Output)!, time);
    }

    NodePlan IOperatorVisitor<NodePlan>.Visit(KWinners op)
    {
        // Passes over the values: ranks, those near the bound, and the result.
        double time = TargetRegistry.Primary.Costs["layerCall"] + (op.Length * TargetRegistry.Primary.Costs["rankedValue"]);
        return new WinnersPlan(_node, _graph.Outputs.Contains(_node.Output), _orders.Join(_node), time);
    }

    NodePlan IOperatorVisitor<NodePlan>.Visit(Add op) => PlanJoin(_node);

    NodePlan IOperatorVisitor<NodePlan>.Visit(Concat op) => PlanJoin(_node);

    NodePlan IOperatorVisitor<NodePlan>.Visit(Affine op) => throw NotPlanned(op);

    NodePlan IOperatorVisitor<NodePlan>.Visit(Elementwise op) => throw NotPlanned(op);

    NodePlan IOperatorVisitor<NodePlan>.Visit(Reshape op) => throw NotPlanned(op);

    NodePlan IOperatorVisitor<NodePlan>.Visit(Map op) => PlanTensor(op.Regions.Sum(region => (double)region.Length * (1 + ViewReader.Operations(region.Value))));

    NodePlan IOperatorVisitor<NodePlan>.Visit(Reduce op) => PlanTensor(op.Input.Length);

    NodePlan IOperatorVisitor<NodePlan>.Visit(ArgReduce op) => PlanTensor(16.0 * op.Input.Length);

    NodePlan IOperatorVisitor<NodePlan>.Visit(MatMul op) => PlanTensor(2.0 * op.DenseMacs);

    NodePlan IOperatorVisitor<NodePlan>.Visit(Gather op) => PlanTensor(_graph.Values[_node.Output].Length);

    NodePlan IOperatorVisitor<NodePlan>.Visit(Recurrent op) => throw NotPlanned(op);

    /// <summary>Passes remove such operators.</summary>
    private static InvalidOperationException NotPlanned(Operator op) => new($"No plan for {op.GetType().Name}.");

    private LayerPlan PlanLayer(Node node)
    {
        Linear layer = (Linear)node.Operator;
        LayerPlan? twin = _layers.Find(other => IsTwin(other, node, layer));
        LayerPlan plan = twin is null ? PlanNewLayer(node) : new LayerPlan(twin, node);
        _orders.Decide(node.Output, plan.Order);
        _layers.Add(plan);
        return plan;
    }

    /// <summary>The same layer at another place of the graph, such as a step of a recurrent cell, between values in the same orders.</summary>
    private bool IsTwin(LayerPlan other, Node node, Linear layer) =>
        other.Layer is Linear { } known && ReferenceEquals(known.Weights, layer.Weights) && ReferenceEquals(known.Bias, layer.Bias) && known.Function == layer.Function
        && !other.IsOutput && !_graph.Outputs.Contains(node.Output) && IsNatural(other.Node.Input) && IsNatural(node.Input)
        && IsNatural(other.Node.Output) && IsNatural(node.Output);

    private bool IsNatural(int value) => _orders.IsNatural(value);

    private LayerPlan PlanNewLayer(Node node)
    {
        CostTable costs = TargetRegistry.Primary.Costs;
        double sparsity = SparsityOf(node);
        string? chosen = _choices?.Of(node.Name)?.Kernel;
        LayerContext context = new(node, _graph.Outputs.Contains(node.Output), TargetRegistry.Primary, Copies(node), _orders.Of(node.Output))
        {
            InputSparsity = sparsity,
            Chosen = chosen,
        };
        (KernelCandidate best, List<KernelCandidate> candidates) = Choose(context);
        if (node.Input == _graph.Input && _inputOrder is null)
        {
            _inputOrder = InputOrderOf(best, context);
        }

        double dense = costs["denseLayer"] + (node.Declared.DenseMacs * costs["denseMac"]);
        return new LayerPlan(best, ForAllTargets(best, sparsity), candidates, dense, best.Spec.Id == chosen ? ", measured to be the fastest" : "");
    }

    private ConvPlan PlanConv(Node node, Conv conv)
    {
        CostTable costs = TargetRegistry.Primary.Costs;
        ImageOrder order = new(_orders.IsNatural(node.Input), _orders.IsNatural(node.Output));
        IReadOnlyList<KernelCandidate> candidates = _offers.Of(node, order);
        string? chosen = _choices?.Of(node.Name)?.Kernel;
        KernelCandidate best = _offers.Best(node, order);
        double dense = costs["denseLayer"] + (node.Declared.DenseMacs * costs["convChannelStep"] / TargetRegistry.Primary.Lanes);
        string remark = best.Spec.Id == chosen ? ", measured to be the fastest" : "";
        double sparsity = SparsityOf(node);
        return new ConvPlan(best, ForAllTargets(best, sparsity, order, chosen), candidates, _orders.Of(node.Output)!, _graph.Outputs.Contains(node.Output), (dense, remark))
        {
            Images = order,
            InputSparsity = sparsity,
        };
    }

    /// <summary>The best kernel, and everything that was considered.</summary>
    private static (KernelCandidate Best, List<KernelCandidate> Candidates) Choose(LayerContext context)
    {
        List<KernelCandidate> candidates = [];
        KernelCandidate? best = null;
        foreach (KernelCandidate candidate in KernelRegistry.For(context.Layer).SelectMany(generator => generator.Propose(context)))
        {
            candidates.Add(candidate);

            // What was measured to be best is chosen before anything that is estimated to be.
            bool isChosen = candidate.Spec.Id == context.Chosen;
            if (isChosen || best is null || (best.Spec.Id != context.Chosen && candidate.Nanoseconds < best.Nanoseconds))
            {
                best = candidate;
            }
        }

        return (best!, candidates);
    }

    private NodePlan PlanJoin(Node node)
    {
        int[] order = _orders.Join(node);
        CostTable costs = TargetRegistry.Primary.Costs;
        int vectors = (order.Length / 16) + 1;
        double time = costs["layerCall"] + (node.Operator is Add ? node.Inputs.Count * vectors * costs["addedVector"] : order.Length * costs["copiedInput"]);
        return new JoinPlan(node, _graph.Outputs.Contains(node.Output), order, time);
    }

    /// <summary>The plan of a tensor operator, from the operations on single elements that it takes.</summary>
    private TensorPlan PlanTensor(double operations)
    {
        CostTable costs = TargetRegistry.Primary.Costs;
        double time = costs["layerCall"] + (operations / TargetRegistry.Primary.Lanes * costs["addedVector"]);
        IReadOnlyList<ImageShape?> images = [.. _node.Inputs.Append(_node.Output).Select(_orders.ImageOf)];
        return new TensorPlan(_node, _graph.Outputs.Contains(_node.Output), _orders.Of(_node.Output)!, images, time);
    }

    /// <summary>The orders that a layer's inputs may have: free only where the model's input is copied for it alone.</summary>
    private List<InputCopy> Copies(Node node)
    {
        CostTable costs = TargetRegistry.Primary.Costs;
        CsrMatrix matrix = ((Linear)node.Operator).Weights;
        if (node.Input != _graph.Input)
        {
            int[] order = _orders.Of(node.Input)!;
            return [new InputCopy(order, null, 0, order.Length * costs["copiedInput"])];
        }

        int[] natural = _inputOrder ?? Permutation.Identity(matrix.Columns);
        double copied = matrix.Columns * costs["copiedInput"];
        List<InputCopy> copies = [new InputCopy(natural, null, copied, copied)];
        double scattered = matrix.Columns * costs["scatteredInput"];
        (string Name, int[]? Order)[] others = _orders.IsInputFree ? [("spread", ColumnOrdering.Spread(matrix)), ("balanced", Kernels.Windows.LoadBalancing.ColumnPacing.Order(matrix))] : [];
        foreach ((string name, int[]? order) in others)
        {
            if (order is not null)
            {
                copies.Add(new InputCopy(order, name, scattered, scattered + (order.Length * costs["copiedInput"])));
            }
        }

        return copies;
    }

    private static int[] InputOrderOf(KernelCandidate kernel, LayerContext context)
    {
        string? name = kernel.Spec.Word("inputs");
        return context.Copies.First(copy => copy.Name == name).Order;
    }

    private double SparsityOf(Node node)
    {
        Operator? before = _graph.Producer(node.Input)?.Operator;
        double known = before is KWinners winners ? winners.Sparsity : before?.Activation.Kind is ActivationKind.Relu or ActivationKind.Relu6 ? SparsityAfterRelu : 0;
        return ((MatrixOperator)node.Operator).InputSparsity is > 0 and double declared ? declared : known;
    }
}
