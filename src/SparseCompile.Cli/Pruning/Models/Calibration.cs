using SparseCompile.Cli.Pruning.Numerics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Pruning.Models;

/// <summary>Samples on their way through a network in double precision, node by node; layers may be replaced as they are reached.</summary>
/// <param name="graph">The network.</param>
/// <param name="samples">Inputs of the network.</param>
internal sealed class Calibration(Graph graph, double[][] samples)
{
    private readonly Dictionary<int, double[][]> _values = new() { [graph.Input] = samples };

    /// <summary>The outputs of the network, once all nodes have run.</summary>
    public double[][] Outputs => _values[graph.Output];

    /// <summary>Computes a node for all samples.</summary>
    /// <param name="node">The node; all that it reads has been computed.</param>
    /// <param name="replacement">Computed in its place; null for itself.</param>
    public void Run(Node node, MatrixOperator? replacement = null)
    {
        double[][] results = new double[samples.Length][];
        Parallel.For(0, samples.Length, sample => results[sample] = (replacement ?? node.Operator).Evaluate([.. node.Inputs.Select(input => _values[input][sample])]));
        _values[node.Output] = results;
    }

    /// <summary>Of the inputs of a layer that comes next.</summary>
    public Gram[] GramsOf(Node node)
    {
        MatrixOperator layer = (MatrixOperator)node.Operator;
        Conv? conv = layer as Conv;
        int groups = conv?.Groups ?? 1, columns = layer.Inputs / groups;
        Gram[] grams = [.. Enumerable.Range(0, groups).Select(_ => new Gram(columns))];
        foreach (double[] values in _values[node.Input])
        {
            for (int position = 0; position < layer.Positions; position++)
            {
                for (int group = 0; group < groups; group++)
                {
                    double[] inputs = new double[columns];
                    for (int column = 0; column < columns; column++)
                    {
                        int tap = (group * columns) + column, place = conv?.OffsetOf(tap, position) ?? tap;
                        inputs[column] = place < 0 ? 0 : values[place];
                    }

                    grams[group].Add(inputs);
                }
            }
        }

        return grams;
    }

    /// <summary>A layer with other weights.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="weights">Its weights, row by row, columns of its own group.</param>
    public static MatrixOperator WithWeights(Node node, float[] weights)
    {
        MatrixOperator layer = (MatrixOperator)node.Operator;
        int groups = (layer as Conv)?.Groups ?? 1, columns = layer.Inputs / groups;
        int[] starts = new int[layer.Outputs + 1];
        List<int> indices = [];
        List<float> values = [];
        for (int row = 0; row < layer.Outputs; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (weights[(row * columns) + column] is not 0 and float weight)
                {
                    indices.Add((row / (layer.Outputs / groups) * columns) + column);
                    values.Add(weight);
                }
            }

            starts[row + 1] = values.Count;
        }

        return layer with { Weights = new CsrMatrix(layer.Outputs, layer.Inputs, starts, [.. indices], [.. values]) };
    }
}
