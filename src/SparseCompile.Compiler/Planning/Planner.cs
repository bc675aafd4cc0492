using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets.Costs;

namespace SparseCompile.Compiler.Planning;

/// <summary>Chooses how a network is computed: orders, tiling, families, from a table of measured costs.</summary>
public static class Planner
{
    /// <summary>Plans a network whose dead neurons have been removed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="unrolling">What the definition asks for.</param>
    /// <param name="costs">What operations cost.</param>
    /// <param name="choices">Kernels that are chosen whatever the estimates; null for none.</param>
    public static ModelPlan Plan(Network network, UnrollingMode unrolling, CostTable costs, ModelChoices? choices = null)
    {
        List<LayerPlan> layers = [];
        int[] inputOrder = [];
        foreach (NetworkNode node in network.Nodes)
        {
            StreamedPlanner planner = new(node, node == network.Nodes[network.Nodes.Count - 1], ExpectedSparsity.Of(node, network), choices?.Of(node.Layer.Name), costs);
            layers.Add(layers.Count == 0 ? planner.PlanFirst() : planner.PlanNext(layers[layers.Count - 1].RowOrder));
            inputOrder = layers.Count == 1 ? planner.InputOrder : inputOrder;
        }

        ModelPlan streamed = new(network, inputOrder, layers, unrolling, IsFused: false);
        return unrolling == UnrollingMode.None ? streamed : UnrolledPlanner.Unroll(streamed, costs, choices);
    }
}
