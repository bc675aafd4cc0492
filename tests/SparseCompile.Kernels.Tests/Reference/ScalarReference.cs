extern alias runtime;

using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Runtime;
using Slots = runtime::SparseCompile.Runtime.SlotLayout;

namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>The order of every sum that the plan fixes, one multiply-add after the other: what every form must equal bit for bit.</summary>
internal static class ScalarReference
{
    /// <summary>One inference.</summary>
    public static float[] Infer(ModelPlan plan, ReadOnlySpan<float> input)
    {
        List<LayerTrace> layers = [];
        float[] results = Run(plan, input, layers)[plan.Graph.Output];
        float[] output = new float[plan.Graph.OutputLength];
        for (int place = 0; place < output.Length; place++)
        {
            output[plan.Last.Order[place]] = results[place];
        }

        if (plan.Last.Node.Operator.Activation.Kind == ActivationKind.Softmax)
        {
            LaneSoftmax.Apply(output);
        }

        return output;
    }

    /// <summary>What each linear layer reads and computes, softmax of the last layer not included: it is applied in the order of the outputs.</summary>
    public static IReadOnlyList<LayerTrace> Trace(ModelPlan plan, ReadOnlySpan<float> input)
    {
        List<LayerTrace> layers = [];
        Run(plan, input, layers);
        return layers;
    }

    /// <summary>Multiply-accumulates of an inference: those by inputs that are zero are left out where the plan says so.</summary>
    public static long Executed(ModelPlan plan, ReadOnlySpan<float> input)
    {
        List<LayerTrace> layers = [];
        Dictionary<int, float[]> values = Run(plan, input, layers);
        long convolutions = plan.Nodes.OfType<ConvPlan>().Sum(conv => conv.SkipsZeroInputs ? ImageReference.Executed(plan, conv, values[conv.Node.Input]) : conv.Macs);
        return convolutions + layers.Sum(layer => (long)layer.Executed);
    }

    /// <summary>What a layer computes in some arrangement of its plan.</summary>
    public static LayerTrace Trace(LayerPlan plan, Arrangement layer, float[] inputs) => new(plan, layer, inputs, Layer(layer, SlotMemory.Spread(inputs, 0)));

    /// <summary>Every value by its elements' places.</summary>
    private static Dictionary<int, float[]> Run(ModelPlan plan, ReadOnlySpan<float> input, List<LayerTrace> layers)
    {
        float[] places = new float[plan.InputOrder.Length];
        for (int place = 0; place < places.Length; place++)
        {
            places[place] = input[plan.InputOrder[place]];
        }

        Dictionary<int, float[]> values = new() { [plan.Graph.Input] = places };
        foreach (NodePlan node in plan.Nodes)
        {
            float[] results = node switch
            {
                ConvPlan or PoolPlan or WinnersPlan => ImageReference.Run(plan, node, values[node.Node.Input]),
                LayerPlan layer => Add(layers, Trace(layer, layer.Arrangement, values[node.Node.Input])),
                _ => Join((JoinPlan)node, values),
            };
            if (!node.IsOutput && node.Node.Operator.Activation.Kind == ActivationKind.Softmax)
            {
                results = [.. results];
                LaneSoftmax.Apply(results);
            }

            values[node.Node.Output] = results;
        }

        return values;
    }

    private static float[] Add(List<LayerTrace> layers, LayerTrace trace)
    {
        layers.Add(trace);
        return trace.Results;
    }

    /// <summary>Operands lie in the order of the result: sums are formed first to last.</summary>
    private static float[] Join(JoinPlan join, Dictionary<int, float[]> values)
    {
        float[][] operands = [.. join.Node.Inputs.Select(input => values[input])];
        if (!join.IsAdd)
        {
            return [.. operands.SelectMany(operand => operand)];
        }

        return [.. operands[0].Select((first, i) => Activations.Apply(join.Node.Operator.Activation, operands.Skip(1).Aggregate(first, (sum, operand) => sum + operand[i])))];
    }

    /// <summary>A multiply-add for each non-zero.</summary>
    private static float MultiplyAdds(Arrangement layer, int position, float[] slots)
    {
        float sum = layer.Bias[position];
        for (int k = layer.Rows.Starts[position]; k < layer.Rows.Starts[position + 1]; k++)
        {
            sum = MathF.FusedMultiplyAdd(layer.Rows.Weights[k], slots[layer.Rows.Slots[k]], sum);
        }

        return sum;
    }

    /// <summary>Where weights have few magnitudes: for each, those of most weights first, inputs are added and subtracted, then the sum is multiplied by the magnitude and added to the result.</summary>
    private static float SumFirst(Arrangement layer, int position, float[] slots)
    {
        float result = layer.Bias[position];
        IEnumerable<int> row = Enumerable.Range(layer.Rows.Starts[position], layer.Rows.Starts[position + 1] - layer.Rows.Starts[position]);
        foreach (IGrouping<float, int> weights in row.GroupBy(k => MathF.Abs(layer.Rows.Weights[k])).OrderByDescending(weights => weights.Count()).ThenBy(weights => weights.Key))
        {
            float sum = 0f;
            foreach (int k in weights)
            {
                sum = layer.Rows.Weights[k] < 0 ? sum - slots[layer.Rows.Slots[k]] : sum + slots[layer.Rows.Slots[k]];
            }

            result = MathF.FusedMultiplyAdd(weights.Key, sum, result);
        }

        return result;
    }

    /// <summary>The definition: bias first, then the row's non-zeros in the plan's order (then + 0 where zeros may be skipped), then the activation; sums first where the plan says so.</summary>
    private static float[] Layer(Arrangement layer, float[] slots)
    {
        float[] results = new float[layer.RowOrder.Length];
        for (int place = 0; place < results.Length; place++)
        {
            int position = layer.IsOutput ? place : Slots.SlotOf(place);
            float sum = layer.SumsFirst ? SumFirst(layer, position, slots) : MultiplyAdds(layer, position, slots);

            // Layers that may skip zeros among their inputs end every sum with + 0: no output then tells whether a zero was multiplied or skipped.
            sum = layer.SkipsZeroInputs ? sum + 0f : sum;
            results[place] = Activations.Apply(layer.Layer.Activation, sum);
        }

        return results;
    }
}
