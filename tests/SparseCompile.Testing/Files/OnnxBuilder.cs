using System.Runtime.InteropServices;

namespace SparseCompile.Testing;

/// <summary>Makes ONNX files.</summary>
/// <param name="opset">Version of the operators.</param>
public sealed class OnnxBuilder(int opset = 17)
{
    private readonly List<byte[]> _nodes = [], _initializers = [], _sparse = [], _inputs = [], _outputs = [], _functions = [];

    /// <summary>IR version that the file states.</summary>
    public int IrVersion { get; init; } = 8;

    /// <summary>Adds an input; extents below 0 are open.</summary>
    public OnnxBuilder Input(string name, params int[] shape)
    {
        _inputs.Add(ValueInfo(name, 1, shape));
        return this;
    }

    /// <summary>Adds an input of integers.</summary>
    public OnnxBuilder IntegerInput(string name, params int[] shape)
    {
        _inputs.Add(ValueInfo(name, 7, shape));
        return this;
    }

    /// <summary>Adds an input of another element type, by its number.</summary>
    public OnnxBuilder TypedInput(string name, int type, params int[] shape)
    {
        _inputs.Add(ValueInfo(name, type, shape));
        return this;
    }

    /// <summary>Adds an output, whose shape is not stated.</summary>
    public OnnxBuilder Output(string name, int type = 1)
    {
        _outputs.Add(ValueInfo(name, type, null));
        return this;
    }

    /// <summary>Adds a constant of float32.</summary>
    public OnnxBuilder Floats(string name, int[] shape, params float[] values) => Initializer(Tensor(name, 1, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));

    /// <summary>Adds a constant of int64.</summary>
    public OnnxBuilder Longs(string name, int[] shape, params long[] values) => Initializer(Tensor(name, 7, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));

    /// <summary>Adds a constant as a <c>TensorProto</c>.</summary>
    public OnnxBuilder Initializer(byte[] tensor)
    {
        _initializers.Add(tensor);
        return this;
    }

    /// <summary>Adds a constant as a <c>SparseTensorProto</c>.</summary>
    public OnnxBuilder Sparse(string name, int[] shape, long[] indices, int[] indexShape, params float[] values)
    {
        _sparse.Add(SparseTensor(name, shape, indices, indexShape, values));
        return this;
    }

    /// <summary>Adds a node that is called after its first output.</summary>
    public OnnxBuilder Node(string type, string inputs, string outputs, params byte[][] attributes)
    {
        _nodes.Add(NodeBytes(type, inputs, outputs, "", attributes));
        return this;
    }

    /// <summary>Adds a node of another domain.</summary>
    public OnnxBuilder NodeOf(string domain, string type, string inputs, string outputs, params byte[][] attributes)
    {
        _nodes.Add(NodeBytes(type, inputs, outputs, domain, attributes));
        return this;
    }

    /// <summary>Adds a function.</summary>
    public OnnxBuilder Function(string domain, string name, string inputs, string outputs, params byte[][] nodes)
    {
        ProtoWriter writer = new();
        writer.Text(1, name).Text(10, domain);
        Each(inputs, input => writer.Text(4, input));
        Each(outputs, output => writer.Text(5, output));
        foreach (byte[] node in nodes)
        {
            writer.Bytes(7, node);
        }

        writer.Message(9, set => set.Text(1, "").Int(2, opset));
        _functions.Add(writer.ToBytes());
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        ProtoWriter graph = new();
        All(graph, 1, _nodes);
        graph.Text(2, "graph");
        All(graph, 5, _initializers);
        All(graph, 11, _inputs);
        All(graph, 12, _outputs);
        All(graph, 15, _sparse);
        ProtoWriter model = new();
        model.Int(1, IrVersion).Bytes(7, graph.ToBytes()).Message(8, set => set.Text(1, "").Int(2, opset));
        if (_functions.Count > 0)
        {
            model.Message(8, set => set.Text(1, "own").Int(2, 1));
        }

        All(model, 25, _functions);
        return model.ToBytes();
    }

    /// <summary>Writes the file into a folder.</summary>
    public WeightInput Write(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, ToBytes());
        return new WeightInput(path, name);
    }

    /// <summary>A <c>NodeProto</c>; names are separated by commas, and empty for what is left out.</summary>
    public static byte[] NodeBytes(string type, string inputs, string outputs, string domain = "", params byte[][] attributes)
    {
        ProtoWriter node = new();
        Each(inputs, input => node.Text(1, input));
        Each(outputs, output => node.Text(2, output));
        node.Text(4, type);
        foreach (byte[] attribute in attributes)
        {
            node.Bytes(5, attribute);
        }

        return domain.Length == 0 ? node.ToBytes() : node.Text(7, domain).ToBytes();
    }

    /// <summary>An attribute of one integer.</summary>
    public static byte[] Int(string name, long value) => new ProtoWriter().Text(1, name).Int(3, value).Int(20, 2).ToBytes();

    /// <summary>An attribute of one number.</summary>
    public static byte[] Float(string name, float value) => new ProtoWriter().Text(1, name).Float(2, value).Int(20, 1).ToBytes();

    /// <summary>An attribute of integers.</summary>
    public static byte[] Ints(string name, params long[] values)
    {
        ProtoWriter writer = new();
        writer.Text(1, name);
        foreach (long value in values)
        {
            writer.Int(8, value);
        }

        return writer.Int(20, 7).ToBytes();
    }

    /// <summary>An attribute of a text.</summary>
    public static byte[] Text(string name, string value) => new ProtoWriter().Text(1, name).Text(4, value).Int(20, 3).ToBytes();

    /// <summary>An attribute that has the value of the function's.</summary>
    public static byte[] Reference(string name, string of, int type) => new ProtoWriter().Text(1, name).Text(21, of).Int(20, type).ToBytes();

    /// <summary>An attribute of a tensor.</summary>
    public static byte[] TensorValue(string name, byte[] tensor) => new ProtoWriter().Text(1, name).Bytes(5, tensor).Int(20, 4).ToBytes();

    /// <summary>A <c>TensorProto</c> with raw data.</summary>
    public static byte[] Tensor(string name, int type, int[] shape, byte[] raw) =>
        new ProtoWriter().Packed(1, shape.Select(extent => (long)extent)).Int(2, type).Text(8, name).Bytes(9, raw).ToBytes();

    /// <summary>A <c>TensorProto</c> whose data are in another file.</summary>
    public static byte[] External(string name, int[] shape, string location, params (string Key, string Value)[] more)
    {
        ProtoWriter writer = new();
        writer.Packed(1, shape.Select(extent => (long)extent)).Int(2, 1).Text(8, name).Message(13, entry => entry.Text(1, "location").Text(2, location));
        foreach ((string key, string value) in more)
        {
            writer.Message(13, entry => entry.Text(1, key).Text(2, value));
        }

        return writer.Int(14, 1).ToBytes();
    }

    /// <summary>A <c>SparseTensorProto</c>.</summary>
    public static byte[] SparseTensor(string name, int[] shape, long[] indices, int[] indexShape, params float[] values) => new ProtoWriter()
        .Bytes(1, Tensor(name, 1, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray()))
        .Bytes(2, Tensor("", 7, indexShape, MemoryMarshal.AsBytes(indices.AsSpan()).ToArray()))
        .Packed(3, shape.Select(extent => (long)extent))
        .ToBytes();

    private static byte[] ValueInfo(string name, int type, int[]? shape) => new ProtoWriter().Text(1, name).Message(2, kind => kind.Message(1, tensor =>
    {
        tensor.Int(1, type);
        if (shape is not null)
        {
            tensor.Message(2, extents =>
            {
                foreach (int extent in shape)
                {
                    extents.Message(1, one => _ = extent < 0 ? one.Text(2, "N") : one.Int(1, extent));
                }
            });
        }
    })).ToBytes();

    private static void All(ProtoWriter writer, int field, IEnumerable<byte[]> messages)
    {
        foreach (byte[] message in messages)
        {
            writer.Bytes(field, message);
        }
    }

    private static void Each(string names, Action<string> take)
    {
        if (names.Length == 0)
        {
            return;
        }

        foreach (string name in names.Split(','))
        {
            take(name);
        }
    }
}
