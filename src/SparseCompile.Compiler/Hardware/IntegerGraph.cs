using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware;

/// <summary>The graph of a quantised network: the weights that are left in int8, as floats of the same value. Schedules depend on which they are.</summary>
internal static class IntegerGraph
{
    /// <summary>Makes the graph.</summary>
    public static Graph Of(QuantizedNetwork network)
    {
        Node[] nodes = [.. network.Graph.Nodes.Select((node, i) => network.Nodes[i] is QuantizedLayer layer ? node with { Operator = WithWeights((MatrixOperator)node.Operator, layer.Weights) } : node)];
        return network.Graph with { Nodes = nodes };
    }

    private static MatrixOperator WithWeights(MatrixOperator op, QuantizedMatrix weights)
    {
        CsrMatrix matrix = new(weights.Rows, weights.Columns, weights.RowStarts, weights.ColumnIndices, [.. weights.Values.Select(value => (float)value)]);
        return op with { Weights = matrix, Bias = new float[weights.Rows] };
    }
}
