using SparseCompile.Compiler.Graphs;

namespace SparseCompile.Cli.Pruning.Models;

/// <summary>By how much pruning changes the outputs of a network.</summary>
internal static class OutputChange
{
    /// <summary>Norm of the change over the norm of the outputs.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="weights">Weights of its layers as pruned, by the names of their nodes.</param>
    /// <param name="samples">Inputs.</param>
    public static double Relative(Graph graph, IReadOnlyDictionary<string, float[]> weights, double[][] samples)
    {
        Calibration dense = new(graph, samples), pruned = new(graph, samples);
        foreach (Node node in graph.Nodes)
        {
            dense.Run(node);
            pruned.Run(node, weights.TryGetValue(node.Name, out float[]? own) ? Calibration.WithWeights(node, own) : null);
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
