using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Passes.Patterns;

namespace SparseCompile.Compiler.Passes;

/// <summary>Notes each operator's figures as declared, the patterns of its weights among them, before dead neurons are removed.</summary>
internal static class DescribeLayers
{
    /// <summary>The graph with <see cref="Node.Declared"/> filled in.</summary>
    public static Graph Run(Graph graph) => graph with { Nodes = [.. graph.Nodes.Select(node => node with { Declared = Describe(graph, node) })] };

    private static DeclaredLayer Describe(Graph graph, Node node)
    {
        IReadOnlyList<WeightPattern> patterns = node.Operator is MatrixOperator layer ? PatternFinder.Find(layer) : [];
        int inputs = node.Inputs.Sum(input => graph.Values[input].Length);
        MatrixOperator? matrix = node.Operator as MatrixOperator;

        // What tensor operators multiply is no weight.
        long weights = node.Operator is TensorOperator ? 0 : node.Operator.DenseMacs;
        return new DeclaredLayer(inputs, graph.Values[node.Output].Length, matrix?.Weights.NonZeros ?? Math.Min(weights, node.Operator.NonZeroMacs), node.Operator.DenseMacs, patterns)
        {
            DenseWeights = matrix?.DenseWeights ?? weights,
        };
    }
}
