using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Quantization.Calibration;

/// <summary>The scale of each value: its largest magnitude becomes 127. Operators that only choose or move integers have one scale on both sides.</summary>
internal static class ValueScales
{
    /// <summary>A scale for each value of a graph.</summary>
    public static float[] Of(Graph graph, ValueRanges ranges)
    {
        int[] shared = [.. Enumerable.Range(0, graph.Values.Count)];
        foreach (Node node in graph.Nodes.Where(node => node.Operator is Pool { Kind: PoolKind.Max } or KWinners or Concat))
        {
            foreach (int input in node.Inputs)
            {
                Unite(shared, input, node.Output);
            }
        }

        double[] largest = new double[shared.Length];
        for (int value = 0; value < shared.Length; value++)
        {
            // Outputs of a softmax are not quantised: its inputs are.
            bool isSoftmax = graph.Producer(value)?.Operator.Activation.Kind == ActivationKind.Softmax;
            largest[shared[value]] = Math.Max(largest[shared[value]], isSoftmax ? ranges.OfSum(value) : ranges.Of(value));
        }

        return [.. shared.Select(root => Scale(largest[root]))];
    }

    /// <summary>The scale that makes a magnitude 127; 1 where there is nothing to scale.</summary>
    public static float Scale(double largest) => largest < 1e-30 ? 1 : (float)(largest / 127);

    private static void Unite(int[] shared, int left, int right)
    {
        (int from, int to) = (shared[left], shared[right]);
        for (int i = 0; i < shared.Length; i++)
        {
            shared[i] = shared[i] == from ? to : shared[i];
        }
    }
}
