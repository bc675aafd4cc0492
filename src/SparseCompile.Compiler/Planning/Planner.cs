using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Networks.Declarations;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Planning;

/// <summary>Chooses how a network is computed: orders, tiling, families, from a table of measured costs.</summary>
public static class Planner
{
    /// <summary>Plans a network whose dead neurons have been removed.</summary>
    public static ModelPlan Plan(Network network, UnrollingMode unrolling, CostTable costs)
    {
        List<LayerPlan> layers = [];
        int[] inputOrder = [];
        foreach (NetworkNode node in network.Nodes)
        {
            StreamedPlanner planner = new(node, node == network.Nodes[network.Nodes.Count - 1], costs);
            layers.Add(layers.Count == 0 ? planner.PlanFirst() : planner.PlanNext(layers[layers.Count - 1].RowOrder));
            inputOrder = layers.Count == 1 ? planner.InputOrder : inputOrder;
        }

        ModelPlan streamed = new(network, inputOrder, layers, unrolling, IsFused: false);
        return unrolling == UnrollingMode.None ? streamed : Fuse(streamed, costs);
    }

    /// <summary>Unrolls the whole network into one kernel when it fits the budget, or when that was asked for.</summary>
    private static ModelPlan Fuse(ModelPlan plan, CostTable costs)
    {
        bool fits = FitsRegisters(plan.Network);
        if (fits)
        {
            // In registers, inputs and the last layer's rows must be in order: they are loaded and stored as they are.
            plan = plan with { InputOrder = ColumnOrdering.Natural(plan.Network.InputLength), Layers = Reordered(plan) };
        }

        IReadOnlyList<LayerPlan> layers = plan.Layers;

        List<List<LookupStep>> steps = [.. layers.Select(layer => LookupSchedule.Build(layer.Rows.Starts, layer.Rows.Slots))];
        bool isFused = fits && steps.Sum(list => list.Count) <= UnrollingBudget.StepsPerNetwork;
        if (!isFused && plan.Unrolling != UnrollingMode.Full)
        {
            return plan;
        }

        for (int i = 0; i < layers.Count; i++)
        {
            LayerPlan layer = layers[i];
            List<LookupStep> own = isFused ? FusedSteps(layer) : steps[i];
            double time = (own.Count * costs.RegisterStep) + (isFused ? 1 : costs.LayerCall);
            string description = isFused ? "register lookup, fused with the other layers" : "register lookup, layer by layer";
            layer.Candidates = [.. layer.Candidates, new KernelCandidate(description, time)];
            layer.Family = KernelFamily.RegisterLookup;
            layer.Reason = description + (isFused ? " (within the unrolling budget)" : " (Unrolling.Full)");
            layer.EstimatedNanoseconds = time;
            layer.LaneUtilisation = own.Count == 0 ? 1 : (double)layer.Layer.Weights.NonZeros / (own.Count * WindowTable.Lanes);
        }

        return plan with { IsFused = isFused };
    }

    /// <summary>The steps of a layer whose inputs are in registers, sixteen to each, without the zeros of the slot layout.</summary>
    internal static List<LookupStep> FusedSteps(LayerPlan layer)
    {
        SparseRows dense = FusedRows(layer);
        return LookupSchedule.Build(dense.Starts, dense.Slots);
    }

    /// <summary>A layer's rows by place, reading inputs by place: the slot layout's zeros taken out.</summary>
    internal static SparseRows FusedRows(LayerPlan layer)
    {
        int places = layer.RowOrder.Length;
        int[] starts = new int[places + 1];
        for (int place = 0; place < places; place++)
        {
            starts[place + 1] = layer.Rows.Starts[(layer.IsLast ? place : SlotLayout.SlotOf(place)) + 1];
        }

        return new SparseRows(starts, [.. layer.Rows.Slots.Select(slot => slot - (slot / SlotLayout.Period))], layer.Rows.Weights);
    }

    /// <summary>The same plan with hidden layers by length and the last layer in order.</summary>
    private static IReadOnlyList<LayerPlan> Reordered(ModelPlan plan)
    {
        List<LayerPlan> layers = [];
        int[] columnPlace = ColumnOrdering.Natural(plan.Network.InputLength);
        foreach (LayerPlan old in plan.Layers)
        {
            CsrMatrix matrix = old.Layer.Weights;
            int[] order = old.IsLast ? RowOrdering.Natural(matrix) : RowOrdering.ByLengthAscending(matrix);
            SparseRows rows = RowOrdering.Arrange(matrix, order, columnPlace, old.IsLast);
            layers.Add(new LayerPlan(old.Node, old.IsLast, order, rows, RowOrdering.ArrangeBias(old.Layer.Bias, order, old.IsLast), BlockSizes.Cut(rows.Positions, 4))
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
