using System.Globalization;
using SparseCompile.Benchmarks.Generated;
using SparseCompile.Benchmarks.Weights;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Images;

/// <summary>MLPerf Tiny's keyword network of depthwise and 1 x 1 convolutions, pruned by magnitude.</summary>
/// <remarks>
/// Each layer loses the nine tenths of its weights that are nearest to 0. A tenth of nine taps is none, so depthwise layers stay as they
/// are; one threshold for all layers would leave a single tap of the last of them, and a network of constants. Batch norms are folded and the
/// softmax is left out, for both sides.
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
        ImageWindow first = new(10, 4) { Stride = 2, Padding = null }, depthwise = new(3, 3) { Padding = 1 }, pointwise = new(1, 1);
        List<ImageLayer> layers = [new ImageConv("conv", Filters("conv2d", "kernel", "bn0"), first)];
        for (int i = 0; i < Blocks; i++)
        {
            string place = i.ToString(CultureInfo.InvariantCulture);
            DenseLayer taps = Filters("dw" + place, "depthwise_kernel", "bnd" + place);
            layers.Add(new ImageConv("dw" + place, taps, depthwise) { IsDepthwise = true });
            layers.Add(new ImageConv("pw" + place, Filters("pw" + place, "kernel", "bnp" + place), pointwise));
        }

        ImageLinear output = new("dense", Filters("dense", "kernel", null));
        return new ImageNetwork(new ImageShape(1, 49, 10), [.. layers, new ImageMean("mean"), output]);

        DenseLayer Filters(string name, string kernel, string? norm) => Fold(tensors, name, tensors[$"{name}.{kernel}"], norm);
    }

    /// <summary>A row for each output, from Keras' order: [height, width, inputs, outputs].</summary>
    /// <remarks>A depthwise kernel has its channels third, and one output for each.</remarks>
    private static DenseLayer Fold(IReadOnlyDictionary<string, NpyArray> tensors, string name, NpyArray kernel, string? norm)
    {
        float[] bias = [.. tensors[name + ".bias"].Values];
        int outputs = bias.Length, inputs = kernel.Values.Length / outputs;
        bool isDepthwise = kernel.Shape[^1] == 1;
        int channels = isDepthwise || kernel.Shape.Length == 2 ? 1 : kernel.Shape[2], taps = inputs / channels;
        int kept = (int)(kernel.Values.Length * Kept);
        float threshold = isDepthwise ? 0 : kernel.Values.Select(MathF.Abs).OrderDescending().ElementAt(kept);
        float[] weights = new float[kernel.Values.Length];
        for (int output = 0; output < outputs; output++)
        {
            double scale = norm is null ? 1 : Value(norm + ".gamma", output) / Math.Sqrt(Value(norm + ".moving_variance", output) + Epsilon);
            for (int i = 0; i < inputs; i++)
            {
                // Taps follow each other in a row of ours, channels in Keras' kernel.
                float weight = kernel.Values[(((i % taps * channels) + (i / taps)) * outputs) + output];
                weights[(output * inputs) + i] = MathF.Abs(weight) <= threshold ? 0 : (float)(weight * scale);
            }

            bias[output] = norm is null ? bias[output]
                : (float)(((bias[output] - Value(norm + ".moving_mean", output)) * scale) + Value(norm + ".beta", output));
        }

        return new DenseLayer(inputs, outputs, weights, bias, Relu: norm is not null);

        double Value(string tensor, int place) => tensors[tensor].Values[place];
    }
}
