using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>The last layer of a model whose weights change at run time, and the network before it, which computes its inputs.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Features">The network without it.</param>
public sealed record TrainableHead(Node Layer, Graph Features)
{
    /// <summary>Weights up to which a layer can learn: they are literals in the source.</summary>
    private const int MostNonZeros = 100_000;

    /// <summary>Its matrix, biases and activation.</summary>
    public Linear Operator => (Linear)Layer.Operator;

    /// <summary>Splits a graph after its passes.</summary>
    /// <param name="name">Name of the layer.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="location">The attribute that names the layer.</param>
    /// <param name="diagnostics">Takes what is wrong; the result is null then.</param>
    public static TrainableHead? Of(string name, Graph graph, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
    {
        Node? last = graph.Producer(graph.Output);
        string? found = !graph.IsFunction ? "a model of several inputs or outputs"
            : graph.Nodes.All(node => node.Name != name) ? "no layer of this name"
            : last?.Name != name ? $"that '{last?.Name}' computes the output"
            : last!.Operator is not Linear linear ? $"a layer of the kind {last.Operator.GetType().Name}"
            : linear.Activation.Kind is not (ActivationKind.None or ActivationKind.Softmax) ? $"the activation {linear.Activation.Kind}"
            : last.Input == graph.Input ? "no layer before it"
            : linear.Weights.NonZeros > MostNonZeros ? FormattableString.Invariant($"{linear.Weights.NonZeros} non-zeros")
            : null;
        if (found is null)
        {
            Graph features = graph with { Nodes = [.. graph.Nodes.Where(node => !ReferenceEquals(node, last))], Outputs = new EquatableArray<int>([last!.Input]) };
            return new TrainableHead(last, features);
        }

        diagnostics.Add(Refusal(name, location, found));
        return null;
    }

    /// <summary>What is wrong with a layer that was named.</summary>
    /// <param name="name">Name of the layer.</param>
    /// <param name="location">The attribute that names the layer.</param>
    /// <param name="found">What was found instead of a layer that can learn.</param>
    public static CompilerDiagnostic Refusal(string name, AttributePlace? location, string found)
    {
        string expected = FormattableString.Invariant($"the last of several layers, in float32, a Linear layer with no activation or a softmax and at most {MostNonZeros} non-zeros");
        return CompilerDiagnostic.Create(Rules.NotTrainable, location, name, found, expected);
    }

    /// <summary>The weights by column: where columns start, the row of each weight, and the weights.</summary>
    public (int[] ColumnStarts, int[] Rows, float[] Values) ByColumn()
    {
        CsrMatrix matrix = Operator.Weights;
        int[] starts = new int[matrix.Columns + 1];
        foreach (int column in matrix.ColumnIndices)
        {
            starts[column + 1]++;
        }

        for (int column = 0; column < matrix.Columns; column++)
        {
            starts[column + 1] += starts[column];
        }

        int[] next = (int[])starts.Clone(), rows = new int[matrix.NonZeros];
        float[] values = new float[matrix.NonZeros];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                int place = next[matrix.ColumnIndices[k]]++;
                (rows[place], values[place]) = (row, matrix.Values[k]);
            }
        }

        return (starts, rows, values);
    }
}
