namespace SparseCompile.Benchmarks.Workloads;

/// <summary>Random layers and inputs that are the same on every machine.</summary>
internal static class SeededMatrix
{
    /// <summary>A layer that keeps exactly the rounded share <paramref name="density"/> of its weights, chosen one by one.</summary>
    public static DenseLayer Layer(int inputs, int outputs, double density, bool relu, ulong seed)
    {
        SplitMix64 random = new(seed);
        int total = checked(inputs * outputs);
        int kept = (int)Math.Round(total * density, MidpointRounding.AwayFromZero);

        // Scaled to the weights that are left, so that activations neither die nor grow from layer to layer.
        float scale = MathF.Sqrt(6f / (float)Math.Max(1.0, inputs * density));
        float[] weights = new float[total];
        foreach (int position in Choose(kept, total, random))
        {
            weights[position] = scale * random.Signed();
        }

        float[] bias = new float[outputs];
        foreach (ref float value in bias.AsSpan())
        {
            value = 0.1f * random.Signed();
        }

        return new DenseLayer(inputs, outputs, weights, bias, relu);
    }

    /// <summary>Input values in (-1, 1), none of them zero but the rounded share <paramref name="sparsity"/>, chosen one by one.</summary>
    public static void Fill(Span<float> values, double sparsity, ulong seed)
    {
        SplitMix64 random = new(seed);
        foreach (ref float value in values)
        {
            value = random.Signed();
        }

        foreach (int index in Choose((int)Math.Round(values.Length * sparsity, MidpointRounding.AwayFromZero), values.Length, random))
        {
            values[index] = 0f;
        }
    }

    /// <summary>So many of the numbers below a limit, none twice, in any order.</summary>
    public static int[] Choose(int kept, int total, SplitMix64 random)
    {
        // The first steps of a shuffle: every subset of this size is equally likely.
        int[] positions = new int[total];
        for (int i = 0; i < total; i++)
        {
            positions[i] = i;
        }

        for (int i = 0; i < kept; i++)
        {
            int other = i + random.Below(total - i);
            (positions[i], positions[other]) = (positions[other], positions[i]);
        }

        return positions[..kept];
    }
}
