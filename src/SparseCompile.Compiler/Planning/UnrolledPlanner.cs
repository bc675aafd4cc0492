using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Scheduling.Permutations;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Planning;

/// <summary>Unrolls a whole network into one kernel when it fits the budget, or layer by layer when that was asked for.</summary>
internal static class UnrolledPlanner
{
    /// <summary>Name of the candidate that is one kernel for the whole network.</summary>
    public const string FusedKernel = "register lookup, fused with the other layers";

    /// <summary>The unrolled plan; the streamed one where it is over the budget, or was measured to be faster.</summary>
    public static ModelPlan Unroll(ModelPlan streamed, CostTable costs, ModelChoices? choices)
    {
        bool isStreamedFaster = streamed.Unrolling == UnrollingMode.Auto && choices is not null && choices.Layers.Any(choice => choice.Kernel != FusedKernel);
        if (!isStreamedFaster && FitsRegisters(streamed.Network) && Fuse(streamed, costs) is { } fused)
        {
            return fused;
        }

        if (streamed.Unrolling == UnrollingMode.Full)
        {
            foreach (LayerPlan layer in streamed.Layers)
            {
                int steps = LookupSchedule.Build(layer.Rows.Starts, layer.Rows.Slots).Count;
                Choose(layer, "register lookup, layer by layer", "Unrolling.Full", steps, costs.LayerCall, costs);
            }
        }

        return streamed;
    }

    /// <summary>The network as one kernel in registers; null when that has too many steps.</summary>
    private static ModelPlan? Fuse(ModelPlan streamed, CostTable costs)
    {
        // Inputs and the last layer's rows stay in order: they are loaded and stored as they are.
        int[][] orders = [.. streamed.Layers.Select(layer => layer.IsLast ? RowOrdering.Natural(layer.Layer.Weights) : RowOrdering.ByLengthAscending(layer.Layer.Weights))];
        List<LayerPlan> layers = Reorder(streamed, orders);
        if (layers.Sum(Steps) > UnrollingBudget.StepsPerNetwork)
        {
            return null;
        }

        foreach (LayerPlan layer in layers)
        {
            Choose(layer, FusedKernel, "within the unrolling budget", Steps(layer), 1, costs);
        }

        return streamed with { InputOrder = ColumnOrdering.Natural(streamed.Network.InputLength), Layers = layers, IsFused = true };
    }

    private static void Choose(LayerPlan layer, string family, string why, int steps, double overhead, CostTable costs)
    {
        double time = (steps * costs.RegisterStep) + overhead;
        layer.Candidates = [.. layer.Candidates, new KernelCandidate(family, time)];
        layer.Family = KernelFamily.RegisterLookup;
        layer.Kernel = family;
        layer.Reason = $"{family} ({why})";
        layer.EstimatedNanoseconds = time;
        layer.LaneUtilisation = steps == 0 ? 1 : (double)layer.Layer.Weights.NonZeros / (steps * WindowTable.Lanes);
    }

    private static int Steps(LayerPlan layer)
    {
        SparseRows rows = layer.PackedRows;
        return LookupSchedule.Build(rows.Starts, rows.Slots).Count;
    }

    /// <summary>The layers with their rows in these orders.</summary>
    private static List<LayerPlan> Reorder(ModelPlan plan, int[][] orders)
    {
        List<LayerPlan> layers = [];
        int[] columnPlace = ColumnOrdering.Natural(plan.Network.InputLength);
        foreach (LayerPlan old in plan.Layers)
        {
            int[] order = orders[layers.Count];
            SparseRows rows = RowOrdering.Arrange(old.Layer.Weights, order, columnPlace, old.IsLast);
            layers.Add(new LayerPlan(old.Node, old.IsLast, columnPlace.Length, order, rows, RowOrdering.ArrangeBias(old.Layer.Bias, order, old.IsLast), BlockSizes.Cut(rows.Positions, 4))
            {
                Candidates = old.Candidates,
                DenseNanoseconds = old.DenseNanoseconds,
            });
            columnPlace = RowOrdering.Inverse(order);
        }

        return layers;
    }

    private static bool FitsRegisters(Network network)
    {
        static int Registers(int values) => (values + WindowTable.Lanes - 1) / WindowTable.Lanes;

        return network.Nodes.All(node =>
            node.Layer.Activation.Kind != ActivationKind.Softmax || node == network.Nodes[network.Nodes.Count - 1])
            && network.Nodes.All(node => Registers(node.Layer.Inputs) + Registers(node.Layer.Outputs) <= UnrollingBudget.LiveRegisters);
    }
}
