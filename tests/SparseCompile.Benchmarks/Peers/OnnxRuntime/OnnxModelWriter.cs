using System.Runtime.InteropServices;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>Writes a network as an ONNX model: one Gemm for each layer, followed by a Relu where there is one.</summary>
/// <remarks>The batch size is fixed in the model: ONNX Runtime may then plan its memory once. Field numbers are those of onnx.proto.</remarks>
internal static class OnnxModelWriter
{
    /// <summary>The model's input.</summary>
    public const string InputName = "input";

    /// <summary>The model's output.</summary>
    public const string OutputName = "output";

    private const int FloatType = 1;
    private const int IntegerAttribute = 2;

    /// <summary>The bytes of the model.</summary>
    /// <param name="layers">The network.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="isInColumns">Samples are columns, W X + b, else rows, X W' + b.</param>
    public static byte[] Write(IReadOnlyList<DenseLayer> layers, int batch, bool isInColumns)
    {
        ProtoWriter graph = new();
        string value = InputName;
        for (int i = 0; i < layers.Count; i++)
        {
            DenseLayer layer = layers[i];
            string result = i + 1 == layers.Count ? OutputName : FormattableString.Invariant($"layer{i}");
            string weight = FormattableString.Invariant($"weight{i}"), bias = FormattableString.Invariant($"bias{i}");
            string sum = layer.Relu ? FormattableString.Invariant($"sum{i}") : result;
            ProtoWriter transposed = new ProtoWriter().Text(1, "transB").Integer(3, 1).Integer(20, IntegerAttribute);
            graph.Message(1, isInColumns ? Node("Gemm", [weight, value, bias], sum) : Node("Gemm", [value, weight, bias], sum).Message(5, transposed));
            if (layer.Relu)
            {
                graph.Message(1, Node("Relu", [sum], result));
            }

            value = result;
        }

        graph.Text(2, "network");
        for (int i = 0; i < layers.Count; i++)
        {
            DenseLayer layer = layers[i];
            graph.Message(5, Tensor(FormattableString.Invariant($"weight{i}"), [layer.Outputs, layer.Inputs], layer.Weights));
            graph.Message(5, Tensor(FormattableString.Invariant($"bias{i}"), isInColumns ? [layer.Outputs, 1] : [layer.Outputs], layer.Bias));
        }

        graph.Message(11, isInColumns ? ValueInfo(InputName, layers[0].Inputs, batch) : ValueInfo(InputName, batch, layers[0].Inputs));
        graph.Message(12, isInColumns ? ValueInfo(OutputName, layers[^1].Outputs, batch) : ValueInfo(OutputName, batch, layers[^1].Outputs));
        ProtoWriter opset = new ProtoWriter().Integer(2, 13);
        return new ProtoWriter().Integer(1, 8).Text(2, "SparseCompile.Benchmarks").Message(7, graph).Message(8, opset).Written.ToArray();
    }

    private static ProtoWriter Node(string type, string[] inputs, string output)
    {
        ProtoWriter node = new();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        return node.Text(2, output).Text(3, type + "_" + output).Text(4, type);
    }

    private static ProtoWriter Tensor(string name, int[] shape, float[] values)
    {
        ProtoWriter tensor = new();
        foreach (int size in shape)
        {
            tensor.Integer(1, size);
        }

        return tensor.Integer(2, FloatType).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static ProtoWriter ValueInfo(string name, int rows, int columns)
    {
        ProtoWriter shape = new ProtoWriter().Message(1, new ProtoWriter().Integer(1, rows)).Message(1, new ProtoWriter().Integer(1, columns));
        ProtoWriter tensor = new ProtoWriter().Integer(1, FloatType).Message(2, shape);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }
}
