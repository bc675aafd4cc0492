using SparseCompile.Compiler.Graphs;

namespace SparseCompile.Compiler.Tests.Graphs;

/// <summary>What graphs mean: passes must not change it.</summary>
internal static class Evaluation
{
    /// <summary>The output for an input, in double precision.</summary>
    public static double[] Evaluate(this Graph graph, params double[] input)
    {
        Dictionary<int, double[]> values = new() { [graph.Input] = input };
        foreach (Node node in graph.Nodes)
        {
            values[node.Output] = node.Operator.Evaluate([.. node.Inputs.Select(value => values[value])]);
        }

        return values[graph.Output];
    }

    /// <summary>Both graphs give the same for some inputs, but for the rounding of weights.</summary>
    public static void ShouldMean(this Graph actual, Graph expected)
    {
        Random random = new(7);
        for (int round = 0; round < 5; round++)
        {
            double[] input = [.. Enumerable.Range(0, expected.InputLength).Select(_ => (random.NextDouble() * 4) - 2)];
            double[] outputs = actual.Evaluate(input);
            double[] wanted = expected.Evaluate(input);
            outputs.Length.ShouldBe(wanted.Length);
            for (int i = 0; i < wanted.Length; i++)
            {
                outputs[i].ShouldBe(wanted[i], 1e-5);
            }
        }
    }
}
