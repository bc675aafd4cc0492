using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Cli.Pruning.Models;

/// <summary>By how much pruning changes the outputs of a network.</summary>
internal static class OutputChange
{
    /// <summary>Norm of the change over the norm of the outputs.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="layers">Its layers as pruned, in its order.</param>
    /// <param name="samples">Inputs.</param>
    public static double Relative(Graph graph, IReadOnlyList<PrunedLayer> layers, double[][] samples)
    {
        Calibration dense = new(graph, samples), pruned = new(graph, samples);
        int layer = 0;
        foreach (Node node in graph.Nodes)
        {
            dense.Run(node);
            pruned.Run(node, node.Operator is MatrixOperator ? Calibration.WithWeights(node, layers[layer++].Weights) : null);
        }

        double change = 0, all = 0;
        foreach ((double[] now, double[] before) in pruned.Outputs.Zip(dense.Outputs))
        {
            change += now.Zip(before, (a, b) => (a - b) * (a - b)).Sum();
            all += before.Sum(value => value * value);
        }

        return all > 0 ? Math.Sqrt(change / all) : 0;
    }
}
