using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

/// <summary>Reads a <c>ModelProto</c>: everything but the values of tensors, and texts for people.</summary>
internal sealed class ModelReader
{
    private readonly ProtobufReader _reader;
    private readonly GraphReader _graphs;

    private ModelReader(WeightFileBytes file)
    {
        _reader = new ProtobufReader(file);
        _graphs = new GraphReader(_reader);
    }

    /// <summary>Reads the model of a whole file.</summary>
    public static OnnxModel Read(WeightFileBytes file) => new ModelReader(file).Read(file.Length);

    private OnnxModel Read(long length)
    {
        long irVersion = 0;
        List<OnnxOpset> opsets = [];
        List<OnnxFunction> functions = [];
        ProtobufField? graph = null;
        _reader.ReadFields(0, length, field =>
        {
            switch (field.Number)
            {
                case 1 when field.Wire == WireType.Varint:
                    irVersion = field.Int64;
                    break;
                case 7 when field.Wire == WireType.Bytes:
                    graph = field;
                    break;
                case 8 when field.Wire == WireType.Bytes:
                    opsets.Add(ReadOpset(field, opsets.Count));
                    break;
                case 25 when field.Wire == WireType.Bytes:
                    functions.Add(ReadFunction(field));
                    break;
            }
        });
        return graph is { } only
            ? new OnnxModel(irVersion, opsets, _graphs.Read(only, 0), functions)
            : throw Failure.Malformed(string.Empty, "a file of " + Printable.Number(length) + " bytes without a graph", "an ONNX model");
    }

    private OnnxOpset ReadOpset(ProtobufField message, int before)
    {
        string domain = "";
        long version = 0;
        _reader.ReadFields(message.Start, message.End, field =>
        {
            if (field.Is(1, WireType.Bytes))
            {
                domain = _reader.ReadText(field, GraphReader.LongestName);
            }
            else if (field.Is(2, WireType.Varint))
            {
                version = field.Int64;
            }
        });
        return before < 256 ? new OnnxOpset(GraphReader.Domain(domain), version) : throw ProtobufReader.Malformed("more than 256 operator sets", message.Start, "at most 256");
    }

    private OnnxFunction ReadFunction(ProtobufField message)
    {
        string name = "", domain = "", overload = "";
        List<string> inputs = [], outputs = [];
        List<OnnxNode> nodes = [];
        List<OnnxAttribute> defaults = [];
        List<OnnxOpset> opsets = [];
        _graphs.Count(message);
        _reader.ReadFields(message.Start, message.End, field =>
        {
            switch (field.Wire == WireType.Bytes ? field.Number : 0)
            {
                case 1:
                    name = _reader.ReadText(field, GraphReader.LongestName);
                    break;
                case 4:
                    inputs.Add(_reader.ReadText(field, GraphReader.LongestName));
                    break;
                case 5:
                    outputs.Add(_reader.ReadText(field, GraphReader.LongestName));
                    break;
                case 7:
                    nodes.Add(_graphs.ReadNode(field, 1));
                    break;
                case 9:
                    opsets.Add(ReadOpset(field, opsets.Count));
                    break;
                case 10:
                    domain = _reader.ReadText(field, GraphReader.LongestName);
                    break;
                case 11:
                    defaults.Add(_graphs.ReadAttribute(field, name, 1));
                    break;
                case 13:
                    overload = _reader.ReadText(field, GraphReader.LongestName);
                    break;
            }
        });
        return new OnnxFunction(name, GraphReader.Domain(domain), overload, inputs, outputs, nodes, defaults) { Opsets = opsets };
    }
}
