extern alias runtime;

using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;
using Slots = runtime::SparseCompile.Runtime.SlotLayout;

namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>The order of every sum that the plan fixes, one multiply-add after the other: what every form must equal bit for bit.</summary>
internal static class ScalarReference
{
    /// <summary>One inference.</summary>
    public static float[] Infer(ModelPlan plan, ReadOnlySpan<float> input)
    {
        float[] results = Trace(plan, input)[^1].Results;
        float[] output = new float[plan.Network.OutputLength];
        for (int place = 0; place < output.Length; place++)
        {
            output[plan.Layers[^1].RowOrder[place]] = results[place];
        }

        if (plan.Layers[^1].Layer.Activation.Kind == ActivationKind.Softmax)
        {
            LaneSoftmax.Apply(output);
        }

        return output;
    }

    /// <summary>What each layer reads and computes, softmax of the last layer not included: it is applied in the order of the outputs.</summary>
    public static IReadOnlyList<LayerTrace> Trace(ModelPlan plan, ReadOnlySpan<float> input)
    {
        float[] values = new float[plan.InputOrder.Length];
        for (int place = 0; place < values.Length; place++)
        {
            values[place] = input[plan.InputOrder[place]];
        }

        List<LayerTrace> layers = [];
        foreach (LayerPlan layer in plan.Layers)
        {
            layers.Add(Trace(layer, values));
            values = [.. layers[^1].Results];
            if (layer.Layer.Activation.Kind == ActivationKind.Softmax)
            {
                LaneSoftmax.Apply(values);
            }
        }

        return layers;
    }

    /// <summary>What a layer computes.</summary>
    public static LayerTrace Trace(LayerPlan layer, float[] inputs) => new(layer, inputs, Layer(layer, SlotMemory.Spread(inputs, 0)));

    /// <summary>A multiply-add for each non-zero.</summary>
    private static float MultiplyAdds(LayerPlan layer, int position, float[] slots)
    {
        float sum = layer.Bias[position];
        for (int k = layer.Rows.Starts[position]; k < layer.Rows.Starts[position + 1]; k++)
        {
            sum = MathF.FusedMultiplyAdd(layer.Rows.Weights[k], slots[layer.Rows.Slots[k]], sum);
        }

        return sum;
    }

    /// <summary>Where weights have few magnitudes: for each, those of most weights first, inputs are added and subtracted, then the sum is multiplied by the magnitude and added to the result.</summary>
    private static float SumFirst(LayerPlan layer, int position, float[] slots)
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
    private static float[] Layer(LayerPlan layer, float[] slots)
    {
        float[] results = new float[layer.RowOrder.Length];
        for (int place = 0; place < results.Length; place++)
        {
            int position = layer.IsLast ? place : Slots.SlotOf(place);
            float sum = layer.SumsFirst ? SumFirst(layer, position, slots) : MultiplyAdds(layer, position, slots);

            // Layers that may skip zeros among their inputs end every sum with + 0: no output then tells whether a zero was multiplied or skipped.
            sum = layer.SkipsZeroInputs ? sum + 0f : sum;
            results[place] = Activations.Apply(layer.Layer.Activation, sum);
        }

        return results;
    }
}
