using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Quantization.Calibration;

/// <summary>The largest magnitude of each value over the calibration inputs, in double precision.</summary>
public sealed class ValueRanges
{
    private readonly double[] _values;
    private readonly double[] _sums;

    private ValueRanges(int count)
    {
        _values = new double[count];
        _sums = new double[count];
    }

    /// <summary>Runs the float graph on each input.</summary>
    public static ValueRanges Measure(Graph graph, CalibrationInputs inputs)
    {
        ValueRanges ranges = new(graph.Values.Count);
        for (int i = 0; i < inputs.Count; i++)
        {
            ranges.Add(graph, inputs[i]);
        }

        return ranges;
    }

    /// <summary>Of a value as it is stored.</summary>
    public double Of(int value) => _values[value];

    /// <summary>Of a value before its activation.</summary>
    public double OfSum(int value) => _sums[value];

    private static Operator WithoutActivation(Operator op) => op switch
    {
        Linear linear => linear with { Function = ActivationFunction.None },
        Conv conv => conv with { Function = ActivationFunction.None },
        Graphs.Operators.Add => new Add(ActivationFunction.None),
        _ => op,
    };

    private static double Largest(double[] values) => values.Length == 0 ? 0 : values.Max(Math.Abs);

    private void Add(Graph graph, double[] given)
    {
        double[]?[] values = new double[graph.Values.Count][];
        double[] input = graph.InputEncoding is { } encoding ? [.. given.Select(value => (value - encoding.ZeroPoint) * encoding.Scale)] : given;
        values[graph.Input] = input;
        Note(_values, graph.Input, input);
        foreach (Node node in graph.Nodes)
        {
            double[] sums = WithoutActivation(node.Operator).Evaluate([.. node.Inputs.Select(id => values[id]!)]);
            Note(_sums, node.Output, sums);
            double[] results = ReferenceActivation.Apply(node.Operator.Activation, sums);
            Note(_values, node.Output, results);
            values[node.Output] = results;
        }
    }

    private static void Note(double[] ranges, int value, double[] elements) => ranges[value] = Math.Max(ranges[value], Largest(elements));
}
