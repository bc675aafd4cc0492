using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Integers;

public sealed class QuantizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_value_of_every_operator_stays_close_to_the_float_network()
    {
        // Values of 'Tied' saturate: its steps are finer than what its weights are rounded to.
        foreach (IntegerNetwork network in IntegerNetwork.Read(_folder, [.. NetworkSources.All.Where(source => source.Name != "Tied")]))
        {
            QuantizedNetwork integers = network.Network;
            foreach (float[] input in network.Inputs(4))
            {
                sbyte[]?[] values = integers.EvaluateAll(integers.QuantizeInput(input.Select(value => Math.Clamp(value, -2, 2))));
                foreach (QuantizedNode node in integers.Nodes)
                {
                    // From the node's own integer inputs: errors do not add up over layers, and a wrong operator cannot hide behind its reader.
                    double[] exact = Float(integers, node).Evaluate([.. node.Node.Inputs.Select(id => Floats(values[id]!, integers.Scales[id]))]);
                    double[] found = Floats(values[node.Node.Output]!, integers.Scales[node.Node.Output]);
                    double range = 127.5 * integers.Scales[node.Node.Output];
                    double worst = exact.Zip(found, (x, y) => Math.Abs(Math.Clamp(x, -range, range) - y)).Max();
                    worst.ShouldBeLessThan(Steps(node) * integers.Scales[node.Node.Output], $"{network.Source.Name}.{node.Node.Name}");
                }
            }
        }
    }

    /// <summary>Operators that only choose are exact; the others round their weights, and once at the end; a table rounds twice.</summary>
    private static double Steps(QuantizedNode node) => node switch
    {
        QuantizedMaxPool or QuantizedConcat => 0.001,
        QuantizedWinners { Factors.Length: 0 } => 0.001,
        QuantizedAveragePool => 0.51,
        QuantizedAdd => 0.6,
        QuantizedWinners => 128,
        _ => 6,
    };

    /// <summary>A softmax at the end is no part of the integer network.</summary>
    private static Compiler.Graphs.Operators.Operator Float(QuantizedNetwork network, QuantizedNode node) =>
        network.EndsInSoftmax && node.Node.Operator is Compiler.Graphs.Operators.Linear { Function.Kind: Compiler.Graphs.Operators.ActivationKind.Softmax } linear
            ? linear with { Function = Compiler.Graphs.Operators.ActivationFunction.None }
            : node.Node.Operator;

    private static double[] Floats(sbyte[] values, float scale) => [.. values.Select(value => (double)value * scale)];
}
