using System.Globalization;
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
        int[] columnPlace = [.. Enumerable.Range(0, network.InputLength)];
        for (int i = 0; i < network.Nodes.Count; i++)
        {
            bool isLast = i == network.Nodes.Count - 1;
            LayerPlan layer = PlanStreamed(network.Nodes[i], isLast, columnPlace, costs);
            layers.Add(layer);
            columnPlace = RowOrdering.Inverse(layer.RowOrder);
        }

        ModelPlan streamed = new(network, layers, unrolling, IsFused: false);
        return unrolling == UnrollingMode.None ? streamed : Fuse(streamed, costs);
    }

    /// <summary>The best streamed kernel: rows in their own order or by length, blocks of 4, 2 or 1 groups.</summary>
    private static LayerPlan PlanStreamed(NetworkNode node, bool isLast, int[] columnPlace, CostTable costs)
    {
        CsrMatrix matrix = node.Layer.Weights;
        List<KernelCandidate> candidates = [];
        LayerPlan? best = null;
        foreach (bool sorted in new[] { false, true })
        {
            int[] order = sorted ? RowOrdering.ByLength(matrix) : RowOrdering.Natural(matrix);
            SparseRows rows = RowOrdering.Arrange(matrix, order, columnPlace, isLast);
            foreach (int groups in new[] { 4, 2, 1 })
            {
                int[] blocks = BlockSizes.Cut(rows.Positions, groups);
                if (groups > 1 && !blocks.Contains(groups))
                {
                    continue;
                }

                WindowTable table = WindowTable.Build(rows, blocks);
                double time = costs.LayerCall + (isLast && sorted ? matrix.Rows * costs.ReorderedRow : 0);
                for (int block = 0; block < blocks.Length; block++)
                {
                    time += costs.StreamedBlock + (table.Counts[block] * costs.StreamedBlockStep(blocks[block]));
                }

                string description = string.Format(
                    CultureInfo.InvariantCulture, "streamed lookup, rows {0}, {1} x 16 rows a window of 64", sorted ? "by length" : "in order", groups);
                candidates.Add(new KernelCandidate(description, time));
                if (best is null || time < best.EstimatedNanoseconds)
                {
                    best = new LayerPlan(node, isLast, order, rows, RowOrdering.ArrangeBias(node.Layer.Bias, order, isLast), blocks)
                    {
                        Family = KernelFamily.StreamedLookup,
                        Reason = description,
                        EstimatedNanoseconds = time,
                        LaneUtilisation = table.Weights.Length == 0 ? 1 : (double)matrix.NonZeros / table.Weights.Length,
                    };
                }
            }
        }

        best!.Candidates = candidates;
        best.DenseNanoseconds = costs.DenseLayer + ((double)node.Declared.Inputs * node.Declared.Outputs * costs.DenseMac);
        return best;
    }

    /// <summary>Unrolls the whole network into one kernel when it fits the budget, or when that was asked for.</summary>
    private static ModelPlan Fuse(ModelPlan plan, CostTable costs)
    {
        bool fits = FitsRegisters(plan.Network);
        IReadOnlyList<LayerPlan> layers = plan.Layers;
        if (fits)
        {
            // In registers, the last layer's rows must be in order: it is stored as it is.
            layers = Reordered(plan);
        }

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

        return plan with { Layers = layers, IsFused = isFused };
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
        int[] columnPlace = [.. Enumerable.Range(0, plan.Network.InputLength)];
        foreach (LayerPlan old in plan.Layers)
        {
            CsrMatrix matrix = old.Layer.Weights;
            int[] order = old.IsLast ? RowOrdering.Natural(matrix) : RowOrdering.ByLength(matrix);
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
