using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace SparseCompile.Onnx.Tests;

/// <summary>What ONNX Runtime computes, without optimizations of its own.</summary>
internal static class SecondOpinion
{
    /// <summary>The first output for an input.</summary>
    public static float[] Of(byte[] model, float[] input, int[] shape)
    {
        using SessionOptions options = new() { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, IntraOpNumThreads = 1 };
        using InferenceSession session = new(model, options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], new DenseTensor<float>(input, shape))]);
        return [.. outputs[0].AsEnumerable<float>()];
    }
}
