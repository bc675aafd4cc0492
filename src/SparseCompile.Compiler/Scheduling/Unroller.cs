using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Kernels.Convolution.Unrolled;
using SparseCompile.Compiler.Kernels.Registers;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>Unrolls a whole network into one kernel when it fits the budget, or layer by layer when that was asked for.</summary>
internal static class Unroller
{
    /// <summary>The unrolled plan; the streamed one where it is over the budget, or was measured to be faster.</summary>
    public static ModelPlan Unroll(ModelPlan streamed, ModelChoices? choices)
    {
        bool isStreamedFaster = streamed.Unrolling == UnrollingMode.Auto && choices is not null && choices.Layers.Any(choice => choice.Kernel != RegisterGenerator.Network.Id);
        if (!isStreamedFaster && FitsRegisters(streamed.Graph) && Fuse(streamed) is { } fused)
        {
            return fused;
        }

        return streamed.Unrolling == UnrollingMode.Full ? streamed with { Nodes = [.. streamed.Nodes.Select(Unroll)] } : streamed;
    }

    /// <summary>The 512-bit kernel of a network that is one; null where it has several.</summary>
    public static LaneProgram? Lower(ModelPlan plan)
    {
        if (!plan.IsFused)
        {
            return null;
        }

        LaneProgram program = RegisterLowering.LowerFused([.. plan.Layers.Select(layer => layer.Arrangement)], plan.Graph.InputLength);
        LaneVerifier.Verify(program);
        return program;
    }

    private static NodePlan Unroll(NodePlan node) => node is ConvPlan conv ? Unroll(conv) : node is LayerPlan layer ? Unroll(layer) : node;

    private static ConvPlan Unroll(ConvPlan conv)
    {
        UnrolledConvGenerator generator = new();
        Arrangement own = conv.Arrangement with { SkipsZeroInputs = false };
        KernelCandidate kernel = generator.Make(own, TargetRegistry.Primary);
        IReadOnlyDictionary<string, KernelCandidate> streamed = Planner.ForAllTargets(kernel, 0);
        Dictionary<string, KernelCandidate> kernels = TargetRegistry.All.ToDictionary(target => target.Name, target => target.HasFma ? generator.Make(own, target) : streamed[target.Name]);
        return new ConvPlan(kernel, kernels, [.. conv.Candidates, kernel], conv.Order, conv.IsOutput, (conv.DenseNanoseconds, " (Unrolling.Full)"));
    }

    private static LayerPlan Unroll(LayerPlan layer)
    {
        // Spelled out, a layer has the chain of a multiply-add for each weight.
        Arrangement own = layer.Arrangement with { Passes = 0, SkipsZeroInputs = false };
        int steps = LookupSchedule.Build(own.Rows.Starts, own.Rows.Slots).Count;
        KernelCandidate kernel = RegisterGenerator.Make(RegisterGenerator.SingleLayer, own, steps, TargetRegistry.Primary.Costs["layerCall"]);
        IReadOnlyDictionary<string, KernelCandidate> kernels = SpelledOut(kernel, kernel);
        return new LayerPlan(kernel, kernels, [.. layer.Candidates, kernel], layer.DenseNanoseconds, " (Unrolling.Full)");
    }

    /// <summary>The network as one kernel in registers; null when that has too many steps.</summary>
    private static ModelPlan? Fuse(ModelPlan streamed)
    {
        List<Arrangement> layers = [];
        int[] columnPlace = Permutation.Identity(streamed.Graph.InputLength);
        foreach (LayerPlan old in streamed.Layers)
        {
            // Inputs and the last layer's rows stay in order: they are loaded and stored as they are.
            int[] order = old.IsOutput ? RowOrdering.Natural(old.Layer.Weights) : RowOrdering.ByLengthAscending(old.Layer.Weights);
            SparseRows rows = RowOrdering.Arrange(old.Layer.Weights, order, columnPlace, old.IsOutput);
            layers.Add(new Arrangement(old.Node, old.IsOutput, columnPlace.Length, order, rows));
            columnPlace = Permutation.Inverse(order);
        }

        int[] steps = [.. layers.Select(Steps)];
        if (steps.Sum() > UnrollingBudget.StepsPerNetwork)
        {
            return null;
        }

        List<NodePlan> nodes = [];
        for (int i = 0; i < layers.Count; i++)
        {
            LayerPlan old = streamed.Layers[i];
            KernelCandidate kernel = RegisterGenerator.Make(RegisterGenerator.Network, layers[i], steps[i], 1);
            nodes.Add(new LayerPlan(kernel, Planner.ForAllTargets(kernel, 0), [.. old.Candidates, kernel], old.DenseNanoseconds, " (within the unrolling budget)"));
        }

        // With Unrolling.Full the narrow targets spell it out too.
        nodes = streamed.Unrolling == UnrollingMode.Full ? [.. nodes.Select(node => Narrow((LayerPlan)node))] : nodes;
        return streamed with { InputOrder = Permutation.Identity(streamed.Graph.InputLength), Nodes = nodes, IsFused = true };
    }

    private static LayerPlan Narrow(LayerPlan layer)
    {
        KernelCandidate kernel = layer.Kernel with { Spec = RegisterGenerator.SingleLayer };
        return new LayerPlan(layer.Kernel, SpelledOut(layer.Kernel, kernel), layer.Candidates, layer.DenseNanoseconds, " (within the unrolling budget)");
    }

    /// <summary>The kernels of all targets. Without FMA hardware a multiply-add is a dozen instructions: never one statement for each.</summary>
    private static IReadOnlyDictionary<string, KernelCandidate> SpelledOut(KernelCandidate primary, KernelCandidate others)
    {
        IReadOnlyDictionary<string, KernelCandidate> streamed = Planner.ForAllTargets(primary, 0);
        return TargetRegistry.All.ToDictionary(target => target.Name, target => target == TargetRegistry.Primary ? primary : target.HasFma ? others : streamed[target.Name]);
    }

    private static int Steps(Arrangement layer)
    {
        SparseRows rows = PackedRows.Of(layer.Rows, layer.RowOrder.Length);
        return LookupSchedule.Build(rows.Starts, rows.Slots).Count;
    }

    /// <summary>A chain of layers whose activations fit the registers.</summary>
    private static bool FitsRegisters(Graph graph)
    {
        static int Registers(int values) => (values + WindowTable.Lanes - 1) / WindowTable.Lanes;

        if (!graph.IsFunction)
        {
            return false;
        }

        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph.Nodes[i];
            bool isChained = node.Inputs.Count == 1 && node.Input == (i == 0 ? graph.Input : graph.Nodes[i - 1].Output);
            bool isLast = i == graph.Nodes.Count - 1;
            if (!isChained || node.Operator is not Linear layer || (!layer.Function.IsElementwise && !isLast)
                || Registers(layer.Inputs) + Registers(layer.Outputs) > UnrollingBudget.LiveRegisters)
            {
                return false;
            }
        }

        return true;
    }
}
