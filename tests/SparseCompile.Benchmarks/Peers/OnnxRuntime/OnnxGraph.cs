using System.Runtime.InteropServices;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>An ONNX graph that grows node by node. Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxGraph
{
    private const int FloatType = 1;
    private const int IntegerType = 2;
    private const int IntegersType = 7;
    private const int NodeField = 1;
    private const int AttributeField = 5;
    private const int IntegersField = 8;
    private readonly ProtoWriter _nodes = new();
    private readonly ProtoWriter _tensors = new();
    private int _names;

    /// <summary>An attribute of one integer.</summary>
    public static ProtoWriter Integer(string name, int value) => new ProtoWriter().Text(1, name).Integer(3, value).Integer(20, IntegerType);

    /// <summary>An attribute of several integers.</summary>
    public static ProtoWriter Integers(string name, params int[] values)
    {
        ProtoWriter attribute = new ProtoWriter().Text(1, name);
        foreach (int value in values)
        {
            attribute.Integer(IntegersField, value);
        }

        return attribute.Integer(20, IntegersType);
    }

    /// <summary>Appends a node.</summary>
    /// <returns>The name of its output.</returns>
    public string Node(string type, string[] inputs, params ProtoWriter[] attributes)
    {
        string output = NewName();
        Node(type, inputs, output, attributes);
        return output;
    }

    /// <summary>Appends a node whose output has the given name.</summary>
    public void Node(string type, string[] inputs, string output, params ProtoWriter[] attributes)
    {
        ProtoWriter node = new();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(3, type + "_" + output).Text(4, type);
        foreach (ProtoWriter attribute in attributes)
        {
            node.Message(AttributeField, attribute);
        }

        _nodes.Message(NodeField, node);
    }

    /// <summary>Appends a constant.</summary>
    /// <returns>Its name.</returns>
    public string Tensor(int[] shape, float[] values)
    {
        ProtoWriter tensor = new();
        foreach (int size in shape)
        {
            tensor.Integer(1, size);
        }

        string name = NewName();
        _tensors.Message(5, tensor.Integer(2, FloatType).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan())));
        return name;
    }

    /// <summary>The bytes of the model.</summary>
    /// <param name="inputShape">Extents of its input.</param>
    /// <param name="output">The name of its output.</param>
    /// <param name="outputShape">Extents of its output.</param>
    public byte[] Finish(int[] inputShape, string output, int[] outputShape)
    {
        ProtoWriter graph = new ProtoWriter().Append(_nodes).Text(2, "network").Append(_tensors)
            .Message(11, ValueInfo(OnnxModelWriter.InputName, inputShape))
            .Message(12, ValueInfo(output, outputShape));
        ProtoWriter opset = new ProtoWriter().Integer(2, 13);
        return new ProtoWriter().Integer(1, 8).Text(2, "SparseCompile.Benchmarks").Message(7, graph).Message(8, opset).Written.ToArray();
    }

    private static ProtoWriter ValueInfo(string name, int[] extents)
    {
        ProtoWriter shape = new();
        foreach (int extent in extents)
        {
            shape.Message(1, new ProtoWriter().Integer(1, extent));
        }

        ProtoWriter tensor = new ProtoWriter().Integer(1, FloatType).Message(2, shape);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }

    private string NewName() => FormattableString.Invariant($"value{_names++}");
}
