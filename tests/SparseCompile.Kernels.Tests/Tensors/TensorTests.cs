using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Kernels.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Tensors;

/// <summary>Graphs of tensor operators compute what their operators mean, with the same bits in every form.</summary>
[RunOnEveryHardware]
public sealed class TensorTests
{
    private const int Seeds = 2;

    [Fact]
    public void Outputs_agree_with_the_operators_in_double_precision() =>
        TensorFleet.Cases.SelectMany(graph => Enumerable.Range(0, Seeds).SelectMany(seed => Differences(graph, seed))).Take(20).ShouldBeEmpty();

    [Fact]
    public void All_forms_give_the_same_bits()
    {
        foreach (TensorCase graph in TensorFleet.Cases)
        {
            float[][] inputs = graph.Inputs(7);
            float[][] expected = TensorFleet.Run(graph, "", inputs);
            foreach (string form in LoadedModel.Forms)
            {
                float[][] actual = TensorFleet.Run(graph, form, inputs);
                for (int output = 0; output < actual.Length; output++)
                {
                    Bits.ShouldBeSame(actual[output], expected[output], () => $"{graph.Name}, {form}, output {output}");
                }
            }
        }
    }

    /// <summary>The first wrong element of each output.</summary>
    private static IEnumerable<string> Differences(TensorCase graph, int seed)
    {
        float[][] inputs = graph.Inputs(seed);
        float[][] actual = TensorFleet.Run(graph, "", inputs);
        IReadOnlyList<double[]> expected = graph.Evaluate(inputs);
        for (int output = 0; output < actual.Length; output++)
        {
            int wrong = Enumerable.Range(0, actual[output].Length).FirstOrDefault(i => !IsNear(actual[output][i], expected[output][i]), -1);
            if (wrong >= 0)
            {
                yield return $"{graph.Name}, output {output}, element {wrong}: {actual[output][wrong]:R}, not {expected[output][wrong]:R}; {graph.Graph.Producer(graph.Graph.Outputs[output])?.Operator}";
            }
        }
    }

    private static bool IsNear(float actual, double expected)
    {
        double bound = 2e-5 + (2e-4 * Math.Abs(expected));
        return double.IsNaN(expected) ? float.IsNaN(actual) : Math.Abs(actual - expected) <= bound;
    }
}
