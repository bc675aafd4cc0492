using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;

namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>Convolutions and pools, one operation after the other in the order that every form must keep.</summary>
internal static class ImageReference
{
    /// <summary>What a node computes, by place.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="node">A convolution or a pool.</param>
    /// <param name="input">What it reads, by place.</param>
    public static float[] Run(ModelPlan plan, NodePlan node, float[] input)
    {
        float[] elements = Elements(plan, node, input);
        float[] results = node switch
        {
            ConvPlan conv => Conv(conv, elements),
            PoolPlan pool => Pool(pool.Pool, elements),
            _ => Winners(((WinnersPlan)node).Winners, elements),
        };
        return [.. node.Order.Select(element => results[element])];
    }

    /// <summary>Multiply-accumulates of a convolution by inputs that are not zero; padding is.</summary>
    public static long Executed(ModelPlan plan, ConvPlan node, float[] input)
    {
        float[] elements = Elements(plan, node, input);
        Conv conv = node.Conv;
        return Enumerable.Range(0, conv.Positions).Sum(pixel =>
            conv.Weights.ColumnIndices.LongCount(tap => conv.OffsetOf(tap, pixel) is >= 0 and int offset && elements[offset] != 0f));
    }

    private static float[] Elements(ModelPlan plan, NodePlan node, float[] input)
    {
        float[] elements = new float[input.Length];
        int[] order = plan.OrderOf(node.Node.Input);
        for (int place = 0; place < input.Length; place++)
        {
            elements[order[place]] = input[place];
        }

        return elements;
    }

    /// <summary>The bias, then the taps in ascending order, one multiply-add each; padding is zero.</summary>
    private static float[] Conv(ConvPlan plan, float[] input)
    {
        Conv conv = plan.Conv;
        float[] results = new float[conv.Output.Length];
        for (int i = 0; i < results.Length; i++)
        {
            int row = i / conv.Positions;
            float sum = conv.Bias[row];
            for (int k = conv.Weights.RowStarts[row]; k < conv.Weights.RowStarts[row + 1]; k++)
            {
                int offset = conv.OffsetOf(conv.Weights.ColumnIndices[k], i % conv.Positions);
                sum = MathF.FusedMultiplyAdd(conv.Weights.Values[k], offset < 0 ? 0f : input[offset], sum);
            }

            results[i] = Activations.Apply(conv.Activation, plan.SkipsZeroInputs ? sum + 0f : sum);
        }

        return results;
    }

    /// <summary>By a sort: NaN is larger than any number, and where a NaN is the last winner nothing is less than it.</summary>
    private static float[] Winners(KWinners winners, float[] input)
    {
        float[] results = [.. input];
        foreach (int[] group in winners.Groups())
        {
            float[] ranks = [.. group.Select(element => winners.Factors.Count == 0 ? input[element] : input[element] * winners.FactorOf(element))];
            float least = ranks.OrderByDescending(float.IsNaN).ThenByDescending(rank => rank).ElementAt(winners.Count - 1);
            for (int i = 0; i < group.Length; i++)
            {
                results[group[i]] = ranks[i] < least ? 0f : input[group[i]];
            }
        }

        return results;
    }

    private static float[] Pool(Pool pool, float[] input)
    {
        ImageShape output = pool.Output;
        float[] results = new float[output.Length];
        for (int i = 0; i < results.Length; i++)
        {
            int channel = i / output.Pixels, y = i % output.Pixels / output.Width, x = i % output.Width;
            float? largest = null;
            float sum = 0f;
            for (int tap = 0; tap < pool.Window.Taps; tap++)
            {
                int row = pool.Window.Y.InputOf(y, tap / pool.Window.X.Kernel), column = pool.Window.X.InputOf(x, tap % pool.Window.X.Kernel);
                if (row >= 0 && row < pool.Input.Height && column >= 0 && column < pool.Input.Width)
                {
                    float value = input[(((channel * pool.Input.Height) + row) * pool.Input.Width) + column];
                    sum += value;
                    largest = largest is not { } before || value > before || float.IsNaN(value) ? value : before;
                }
            }

            results[i] = pool.Kind == PoolKind.Max ? largest ?? float.NegativeInfinity : sum / pool.DivisorAt(y, x);
        }

        return results;
    }
}
