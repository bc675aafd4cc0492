namespace SparseCompile.Benchmarks.Workloads;

/// <summary>Seeded layers of one linear map, pruned in one of the patterns that pruning methods leave behind.</summary>
/// <remarks>Weights have 8 significant bits: the committed files are then a third smaller, and no kernel is faster or slower for it.</remarks>
internal static class PatternMatrix
{
    /// <summary>Unstructured: exactly the rounded share <paramref name="density"/> of the weights, chosen one by one.</summary>
    public static DenseLayer Random(int inputs, int outputs, double density, ulong seed)
    {
        DenseLayer layer = SeededMatrix.Layer(inputs, outputs, density, relu: false, seed);
        return layer with { Weights = Array.ConvertAll(layer.Weights, Round), Bias = Array.ConvertAll(layer.Bias, Round) };
    }

    /// <summary>Exactly <paramref name="kept"/> weights in every aligned group of <paramref name="group"/> columns of a row.</summary>
    public static DenseLayer NOfM(int inputs, int outputs, int kept, int group, ulong seed) => Fill(inputs, outputs, seed, (random, weights) =>
    {
        for (int first = 0; first < weights.Length; first += group)
        {
            foreach (int column in SeededMatrix.Choose(kept, group, random))
            {
                weights[first + column] = Weight(random, (double)kept / group * inputs);
            }
        }
    });

    /// <summary>Dense blocks at aligned places, the rounded share <paramref name="density"/> of the blocks in every row of blocks.</summary>
    public static DenseLayer Blocks(int inputs, int outputs, int height, int width, double density, ulong seed) => Fill(inputs, outputs, seed, (random, weights) =>
    {
        int blocks = inputs / width;
        int kept = (int)Math.Round(blocks * density, MidpointRounding.AwayFromZero);
        for (int first = 0; first < outputs; first += height)
        {
            int[] chosen = SeededMatrix.Choose(kept, blocks, random);
            for (int row = first; row < Math.Min(outputs, first + height); row++)
            {
                foreach (int column in chosen.SelectMany(block => Enumerable.Range(block * width, width)))
                {
                    weights[(row * inputs) + column] = Weight(random, (double)kept * width);
                }
            }
        }
    });

    /// <summary>Unstructured, every weight one of two: a magnitude with either sign.</summary>
    public static DenseLayer Ternary(int inputs, int outputs, double density, ulong seed)
    {
        DenseLayer layer = Random(inputs, outputs, density, seed);
        float magnitude = Round(MathF.Sqrt(2f / (float)(inputs * density)));
        return layer with { Weights = Array.ConvertAll(layer.Weights, weight => weight == 0 ? 0f : MathF.CopySign(magnitude, weight)) };
    }

    /// <summary>Unstructured, weights rounded to so many magnitudes, equally often each, with either sign.</summary>
    public static DenseLayer Clustered(int inputs, int outputs, double density, int magnitudes, ulong seed)
    {
        DenseLayer layer = Random(inputs, outputs, density, seed);
        float largest = layer.Weights.Max(MathF.Abs);
        return layer with { Weights = Array.ConvertAll(layer.Weights, weight => weight == 0 ? 0f : MathF.CopySign(Middle(MathF.Abs(weight)), weight)) };

        float Middle(float weight) => Round(largest * (Math.Min((int)(weight / largest * magnitudes), magnitudes - 1) + 0.5f) / magnitudes);
    }

    private static DenseLayer Fill(int inputs, int outputs, ulong seed, Action<SplitMix64, float[]> fill)
    {
        SplitMix64 random = new(seed);
        float[] weights = new float[checked(inputs * outputs)];
        fill(random, weights);
        float[] bias = new float[outputs];
        foreach (ref float value in bias.AsSpan())
        {
            value = Round(0.1f * random.Signed());
        }

        return new DenseLayer(inputs, outputs, weights, bias, Relu: false);
    }

    /// <summary>Scaled to the weights of a row, so that outputs are about as large as inputs.</summary>
    internal static float Weight(SplitMix64 random, double perRow) => Round(MathF.Sqrt(6f / (float)perRow) * random.Signed());

    /// <summary>Half of the bits of a float are enough here.</summary>
    private static float Round(float value) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000);
}
