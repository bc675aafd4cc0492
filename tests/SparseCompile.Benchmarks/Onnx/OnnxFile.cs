using System.Runtime.InteropServices;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Benchmarks.Onnx;

/// <summary>The bytes of an ONNX model, pruned by magnitude where they are to be.</summary>
internal static class OnnxFile
{
    /// <summary>Weights of a depthwise kernel's channel, and of whatever else is too small to prune.</summary>
    private const int LeastWeights = 32;

    /// <summary>Reads a model, and sets all but a share of the weights of each matrix and kernel to zero: those nearest to zero.</summary>
    /// <remarks>Tensors with fewer than 32 weights for each output stay as they are: depthwise kernels above all, a tenth of whose nine taps is none.</remarks>
    public static byte[] Read(string path, double kept)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (kept >= 1)
        {
            return bytes;
        }

        foreach (OnnxTensor tensor in WeightFile.Open(path, Path.GetFileName(path)).Onnx!.Graph.Initializers)
        {
            if (tensor.Shape.Count > 1 && tensor.Type == OnnxElementType.Float && tensor.RawStart >= 0)
            {
                Span<float> values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan((int)tensor.RawStart, (int)tensor.RawLength));
                Prune(values, tensor.Shape.Count == 2 ? values.Length : values.Length / (int)tensor.Shape[0], kept);
            }
        }

        return bytes;
    }

    private static void Prune(Span<float> values, int weightsOfOutput, double kept)
    {
        if (weightsOfOutput < LeastWeights)
        {
            return;
        }

        float[] sizes = values.ToArray().Select(MathF.Abs).OrderDescending().ToArray();
        float threshold = sizes[(int)(sizes.Length * kept)];
        foreach (ref float value in values)
        {
            value = MathF.Abs(value) <= threshold ? 0 : value;
        }
    }
}
