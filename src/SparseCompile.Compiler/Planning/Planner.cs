using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Networks.Declarations;

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
            StreamedPlanner planner = new(node, node == network.Nodes[network.Nodes.Count - 1], ExpectedSparsity.Of(node, network), costs);
            layers.Add(layers.Count == 0 ? planner.PlanFirst() : planner.PlanNext(layers[layers.Count - 1].RowOrder));
            inputOrder = layers.Count == 1 ? planner.InputOrder : inputOrder;
        }

        ModelPlan streamed = new(network, inputOrder, layers, unrolling, IsFused: false);
        return unrolling == UnrollingMode.None ? streamed : UnrolledPlanner.Unroll(streamed, costs);
    }
}
