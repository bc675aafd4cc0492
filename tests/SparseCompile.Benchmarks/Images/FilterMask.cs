using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Images;

/// <summary>Masks that look at the channels of a filter and not at its taps in PyTorch's order.</summary>
internal static class FilterMask
{
    /// <summary>Filters with some of every 32 input channels at each tap.</summary>
    /// <param name="channels">Input channels.</param>
    /// <param name="outputs">Filters.</param>
    /// <param name="taps">Taps of a channel.</param>
    /// <param name="kept">How many of 32.</param>
    /// <param name="seed">The seed.</param>
    public static DenseLayer NOf32(int channels, int outputs, int taps, int kept, ulong seed)
    {
        // Made with channels innermost, as the pattern has them, then turned into PyTorch's order.
        DenseLayer layer = PatternMatrix.NOfM(taps * channels, outputs, kept, 32, seed);
        float[] turned = new float[layer.Weights.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            int output = i / layer.Inputs, tap = i / channels % taps, channel = i % channels;
            turned[(output * layer.Inputs) + (channel * taps) + tap] = layer.Weights[i];
        }

        return layer with { Weights = turned };
    }
}
