using SparseCompile.Benchmarks.Generated;
using SparseCompile.Benchmarks.Weights;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Images;

/// <summary>MLPerf Tiny's keyword network of depthwise and 1 x 1 convolutions. Each layer but the depthwise ones is without the nine tenths of its weights that are nearest to 0.</summary>
/// <remarks>
/// A tenth of nine taps is none, so depthwise layers stay as they are; one threshold for all layers would leave a single tap of the last, and a network of constants.
/// Batch norms are folded and the softmax is left out, for both sides.
/// </remarks>
internal static class SpeechNetwork
{
    private const double Kept = 0.1;
    private const double Epsilon = 1e-3;
    private const int Blocks = 4;

    /// <summary>The network, or nothing where it does not lie beside the repository.</summary>
    public static IEnumerable<IWorkloadSource> Sources()
    {
        string path = SharedMatrices.PathOf("mlperf_tiny/kws_dscnn_fp32/weights.npz");
        return File.Exists(path) ? [new ImageSource("dscnn-90", 1, () => Make(NpzReader.Read(path)))] : [];
    }

    private static ImageNetwork Make(IReadOnlyDictionary<string, NpyArray> tensors)
    {
        List<ImageLayer> layers = [new ImageConv("conv", Filters("conv2d", "kernel", "bn0"), new ImageWindow(10, 4) { Stride = 2, Padding = null })];
        for (int i = 0; i < Blocks; i++)
        {
            DenseLayer depthwise = Filters(FormattableString.Invariant($"dw{i}"), "depthwise_kernel", FormattableString.Invariant($"bnd{i}"));
            DenseLayer pointwise = Filters(FormattableString.Invariant($"pw{i}"), "kernel", FormattableString.Invariant($"bnp{i}"));
            layers.Add(new ImageConv(FormattableString.Invariant($"dw{i}"), depthwise, new ImageWindow(3, 3) { Padding = 1 }) { IsDepthwise = true });
            layers.Add(new ImageConv(FormattableString.Invariant($"pw{i}"), pointwise, new ImageWindow(1, 1)));
        }

        return new ImageNetwork(new ImageShape(1, 49, 10), [.. layers, new ImageMean("mean"), new ImageLinear("dense", Filters("dense", "kernel", null))]);

        DenseLayer Filters(string name, string kernel, string? norm) => Fold(tensors, name, tensors[$"{name}.{kernel}"], norm);
    }

    /// <summary>A row for each output, from Keras' order, [height, width, inputs, outputs]. A depthwise kernel has its channels third, and one output for each.</summary>
    private static DenseLayer Fold(IReadOnlyDictionary<string, NpyArray> tensors, string name, NpyArray kernel, string? norm)
    {
        float[] bias = [.. tensors[name + ".bias"].Values];
        int outputs = bias.Length, inputs = kernel.Values.Length / outputs;
        bool isDepthwise = kernel.Shape[^1] == 1;
        int channels = isDepthwise || kernel.Shape.Length == 2 ? 1 : kernel.Shape[2], taps = inputs / channels;
        float threshold = isDepthwise ? 0 : kernel.Values.Select(MathF.Abs).OrderDescending().ElementAt((int)(kernel.Values.Length * Kept));
        float[] weights = new float[kernel.Values.Length];
        for (int output = 0; output < outputs; output++)
        {
            double scale = norm is null ? 1 : tensors[norm + ".gamma"].Values[output] / Math.Sqrt(tensors[norm + ".moving_variance"].Values[output] + Epsilon);
            for (int i = 0; i < inputs; i++)
            {
                // Taps follow each other in a row of ours, channels in Keras' kernel.
                float weight = kernel.Values[(((i % taps * channels) + (i / taps)) * outputs) + output];
                weights[(output * inputs) + i] = MathF.Abs(weight) <= threshold ? 0 : (float)(weight * scale);
            }

            bias[output] = norm is null ? bias[output]
                : (float)(((bias[output] - tensors[norm + ".moving_mean"].Values[output]) * scale) + tensors[norm + ".beta"].Values[output]);
        }

        return new DenseLayer(inputs, outputs, weights, bias, Relu: norm is not null);
    }
}
