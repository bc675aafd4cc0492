using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>Writes a network as an ONNX model: one Gemm for each layer, followed by a Relu where there is one.</summary>
/// <remarks>The batch size is fixed in the model: ONNX Runtime may then plan its memory once.</remarks>
internal static class OnnxModelWriter
{
    /// <summary>The model's input.</summary>
    public const string InputName = "input";

    private const string OutputName = "output";

    /// <summary>The bytes of the model.</summary>
    /// <param name="layers">The network.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="isInColumns">Samples are columns, W X + b, else rows, X W' + b.</param>
    public static byte[] Write(IReadOnlyList<DenseLayer> layers, int batch, bool isInColumns)
    {
        OnnxGraph graph = new();
        string value = InputName;
        for (int i = 0; i < layers.Count; i++)
        {
            DenseLayer layer = layers[i];
            string result = i + 1 == layers.Count ? OutputName : FormattableString.Invariant($"layer{i}");
            string sum = layer.Relu ? FormattableString.Invariant($"sum{i}") : result;
            string weight = graph.Tensor([layer.Outputs, layer.Inputs], layer.Weights);
            string bias = graph.Tensor(isInColumns ? [layer.Outputs, 1] : [layer.Outputs], layer.Bias);
            if (isInColumns)
            {
                graph.Node("Gemm", [weight, value, bias], sum);
            }
            else
            {
                graph.Node("Gemm", [value, weight, bias], sum, OnnxGraph.Integer("transB", 1));
            }

            if (layer.Relu)
            {
                graph.Node("Relu", [sum], result);
            }

            value = result;
        }

        int inputs = layers[0].Inputs, outputs = layers[^1].Outputs;
        return isInColumns
            ? graph.Finish([inputs, batch], OutputName, [outputs, batch])
            : graph.Finish([batch, inputs], OutputName, [batch, outputs]);
    }
}
