using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Quantization.Calibration;

/// <summary>
/// The scale of each value: that of the model's file where it states one, else its largest magnitude becomes 127. Operators that only choose or move integers have one
/// scale on both sides.
/// </summary>
/// <param name="graph">The graph.</param>
internal sealed class ValueScales(Graph graph)
{
    /// <summary>The integers that the file rounds a value to, those before a softmax or a clamp included; null where it states none.</summary>
    public IntegerEncoding? Stated(int value)
    {
        // Outputs of a softmax are not quantised: its inputs are.
        Value own = graph.Values[value];
        return graph.Producer(value)?.Operator.Activation.Kind switch
        {
            ActivationKind.Softmax => own.SumEncoding,
            ActivationKind.Relu or ActivationKind.Relu6 or ActivationKind.Clip => own.Encoding ?? own.SumEncoding,
            _ => own.Encoding,
        };
    }

    /// <summary>Names of the values whose scale follows from nothing in the file, those before an activation that is a table included.</summary>
    public IEnumerable<string> Missing()
    {
        bool[] known = Known();
        foreach (int value in graph.Nodes.Select(node => node.Output).Prepend(graph.Input).Where(value => !known[value]))
        {
            yield return graph.Values[value].Name;
        }

        foreach (Node node in graph.Nodes.Where(node => IsTable(node.Operator.Activation) && known[node.Output] && graph.Values[node.Output].SumEncoding is null))
        {
            yield return node.Name;
        }
    }

    /// <summary>A scale for each value.</summary>
    /// <param name="ranges">What was measured; null where the file states all scales.</param>
    public float[] Of(ValueRanges? ranges)
    {
        int[] shared = [.. Enumerable.Range(0, graph.Values.Count)];
        foreach (Node node in graph.Nodes.Where(KeepsScale))
        {
            foreach (int input in node.Inputs)
            {
                Unite(shared, input, node.Output);
            }
        }

        float?[] scales = new float?[shared.Length];
        for (int value = 0; value < shared.Length; value++)
        {
            Raise(scales, shared[value], Stated(value)?.SymmetricScale);
        }

        foreach (Node pool in graph.Nodes.Where(node => node.Operator is Pool { Kind: PoolKind.Average }))
        {
            // A mean is no larger than what it is of.
            scales[shared[pool.Output]] ??= scales[shared[pool.Input]];
        }

        bool[] known = Known();
        double[] largest = new double[shared.Length];
        for (int value = 0; value < shared.Length; value++)
        {
            bool isSoftmax = graph.Producer(value)?.Operator.Activation.Kind == ActivationKind.Softmax;
            double measured = ranges is null || known[value] ? 0 : isSoftmax ? ranges.OfSum(value) : ranges.Of(value);
            largest[shared[value]] = Math.Max(largest[shared[value]], measured);
        }

        return [.. shared.Select(root => scales[root] is not { } stated ? Scale(largest[root]) : largest[root] > 0 ? Math.Max(stated, Scale(largest[root])) : stated)];
    }

    /// <summary>The scale of a value before its activation.</summary>
    public float OfSum(int value, ValueRanges? ranges) => graph.Values[value].SumEncoding?.SymmetricScale ?? Scale(ranges?.OfSum(value) ?? 0);

    /// <summary>The scale that makes a magnitude 127; 1 where there is nothing to scale.</summary>
    private static float Scale(double largest) => largest < 1e-30 ? 1 : (float)(largest / 127);

    private static bool KeepsScale(Node node) => node.Operator is Pool { Kind: PoolKind.Max } or KWinners or Concat or Map;

    /// <summary>An activation that is looked up, in a scale of its own.</summary>
    private static bool IsTable(ActivationFunction function) =>
        function.Kind is ActivationKind.LeakyRelu or ActivationKind.Sigmoid or ActivationKind.Tanh or ActivationKind.HardSwish or ActivationKind.Gelu;

    private static void Raise(float?[] scales, int root, float? scale) => scales[root] = scale > scales[root] || scales[root] is null ? scale ?? scales[root] : scales[root];

    private static void Unite(int[] shared, int left, int right)
    {
        (int from, int to) = (shared[left], shared[right]);
        for (int i = 0; i < shared.Length; i++)
        {
            shared[i] = shared[i] == from ? to : shared[i];
        }
    }

    /// <summary>Whether the file says a value's scale, or that of one that has the same.</summary>
    private bool[] Known()
    {
        bool[] known = [.. graph.Values.Select(value => Stated(value.Id) is not null)];
        while (Spread(known))
        {
        }

        return known;
    }

    /// <summary>From values with a scale to those that have the same; returns whether there were any.</summary>
    private bool Spread(bool[] known)
    {
        bool hasChanged = false;
        foreach (Node node in graph.Nodes.Where(node => KeepsScale(node) || node.Operator is Pool))
        {
            if (!known[node.Output] && node.Inputs.All(input => known[input]))
            {
                hasChanged = known[node.Output] = true;
            }

            foreach (int input in node.Inputs.Where(input => KeepsScale(node) && known[node.Output] && !known[input]))
            {
                hasChanged = known[input] = true;
            }
        }

        return hasChanged;
    }
}
