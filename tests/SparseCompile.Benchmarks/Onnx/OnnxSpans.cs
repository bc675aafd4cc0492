using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace SparseCompile.Benchmarks.Onnx;

/// <summary>The inputs and outputs of a model, each with its shape; an open extent is 1.</summary>
/// <param name="Inputs">Inputs, in the graph's order.</param>
/// <param name="Outputs">Outputs, in the graph's order.</param>
internal sealed record OnnxSpans(IReadOnlyList<OnnxSpan> Inputs, IReadOnlyList<OnnxSpan> Outputs)
{
    /// <summary>Values of all inputs.</summary>
    public int InputLength => Inputs.Sum(input => input.Length);

    /// <summary>Values of all outputs.</summary>
    public int OutputLength => Outputs.Sum(output => output.Length);

    /// <summary>Runs the model once, without optimizations, on inputs that lie one after the other: what its outputs are, and their shapes.</summary>
    public static (OnnxSpans Spans, float[] Outputs) Run(byte[] model, Func<int, float[]> input)
    {
        using SessionOptions options = new() { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, IntraOpNumThreads = 1 };
        using InferenceSession session = new(model, options);
        OnnxSpan[] inputs = [.. session.InputNames.Select(name => new OnnxSpan(name, Array.ConvertAll(session.InputMetadata[name].Dimensions, extent => Math.Max(1, extent))))];
        float[] values = input(inputs.Sum(span => span.Length));
        List<NamedOnnxValue> named = [];
        int start = 0;
        foreach (OnnxSpan span in inputs)
        {
            named.Add(NamedOnnxValue.CreateFromTensor(span.Name, new DenseTensor<float>(values.AsMemory(start, span.Length), span.Shape)));
            start += span.Length;
        }

        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(named, session.OutputNames);
        Tensor<float>[] tensors = [.. results.Select(result => result.AsTensor<float>())];
        OnnxSpan[] outputs = [.. session.OutputNames.Zip(tensors, (name, tensor) => new OnnxSpan(name, tensor.Dimensions.ToArray()))];
        return (new OnnxSpans(inputs, outputs), [.. tensors.SelectMany(tensor => tensor)]);
    }
}

/// <summary>An input or an output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its extents.</param>
internal sealed record OnnxSpan(string Name, int[] Shape)
{
    /// <summary>Values.</summary>
    public int Length => Shape.Aggregate(1, (product, extent) => product * extent);
}
