using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

/// <summary>Reads graphs, nodes and attributes.</summary>
/// <param name="reader">The file.</param>
internal sealed class GraphReader(ProtobufReader reader)
{
    /// <summary>Bytes of a name at most.</summary>
    public const int LongestName = 1 << 12;

    /// <summary>Nodes, constants and attributes of a file at most, those inside of functions and other graphs included: a message of two bytes becomes an object of a hundred.</summary>
    private const int MostParts = 1 << 19;

    /// <summary>Graphs inside of graphs.</summary>
    private const int Deepest = 16;

    private const int LongestText = 1 << 16;

    private readonly TensorHeaderReader _tensors = new(reader);
    private int _parts;

    /// <summary>The standard operators have two names for their domain.</summary>
    public static string Domain(string domain) => domain == "ai.onnx" ? "" : domain;

    /// <summary>Refuses files of too many parts.</summary>
    public void Count(ProtobufField part)
    {
        if (++_parts > MostParts)
        {
            throw ProtobufReader.Malformed("more than " + Printable.Number(MostParts) + " nodes, attributes and constants", part.Start, "a smaller model");
        }
    }

    /// <summary>Reads a <c>GraphProto</c>.</summary>
    /// <param name="message">The field that it is.</param>
    /// <param name="depth">Graphs that it is in.</param>
    public OnnxGraph Read(ProtobufField message, int depth)
    {
        string name = "";
        List<OnnxNode> nodes = [];
        List<OnnxTensor> initializers = [];
        List<OnnxValueInfo> inputs = [], outputs = [];
        reader.ReadFields(message.Start, message.End, field =>
        {
            switch (field.Wire == WireType.Bytes ? field.Number : 0)
            {
                case 1:
                    nodes.Add(ReadNode(field, depth));
                    break;
                case 2:
                    name = reader.ReadText(field, LongestText);
                    break;
                case 5:
                    Count(field);
                    initializers.Add(_tensors.Read(field));
                    break;
                case 15:
                    Count(field);
                    initializers.Add(_tensors.ReadSparse(field));
                    break;
                case 11:
                    Count(field);
                    inputs.Add(new ValueInfoReader(reader).Read(field));
                    break;
                case 12:
                    Count(field);
                    outputs.Add(new ValueInfoReader(reader).Read(field));
                    break;
            }
        });
        return new OnnxGraph(name, nodes, initializers, inputs, outputs);
    }

    /// <summary>Reads a <c>NodeProto</c>.</summary>
    /// <param name="message">The field that it is.</param>
    /// <param name="depth">Graphs that it is in.</param>
    public OnnxNode ReadNode(ProtobufField message, int depth)
    {
        Count(message);
        string name = "", type = "", domain = "";
        List<string> inputs = [], outputs = [];
        List<ProtobufField> attributes = [];
        reader.ReadFields(message.Start, message.End, field =>
        {
            switch (field.Wire == WireType.Bytes ? field.Number : 0)
            {
                case 1:
                    inputs.Add(reader.ReadText(field, LongestName));
                    break;
                case 2:
                    outputs.Add(reader.ReadText(field, LongestName));
                    break;
                case 3:
                    name = reader.ReadText(field, LongestName);
                    break;
                case 4:
                    type = reader.ReadText(field, LongestName);
                    break;
                case 5:
                    Count(field);
                    attributes.Add(field);
                    break;
                case 7:
                    domain = reader.ReadText(field, LongestName);
                    break;
            }
        });

        string own = name.Length > 0 ? name : outputs.FirstOrDefault(output => output.Length > 0) ?? type;
        return new OnnxNode(own, type, Domain(domain), inputs, outputs, [.. attributes.Select(field => ReadAttribute(field, outputs.FirstOrDefault() ?? "", depth))]);
    }

    /// <summary>Reads an <c>AttributeProto</c>.</summary>
    /// <param name="message">The field that it is.</param>
    /// <param name="owner">What a tensor without a name is called.</param>
    /// <param name="depth">Graphs that it is in.</param>
    public OnnxAttribute ReadAttribute(ProtobufField message, string owner, int depth)
    {
        string name = "";
        long type = 0;
        List<float>? floats = null;
        List<long>? integers = null;
        List<string>? texts = null;
        OnnxAttribute attribute = new("");
        reader.ReadFields(message.Start, message.End, field =>
        {
            switch (field.Number)
            {
                case 2 or 7:
                    reader.ReadFixed(field, 4, bits => (floats ??= []).Add(BitConverter.ToSingle(BitConverter.GetBytes((uint)bits), 0)));
                    break;
                case 3 or 8:
                    reader.ReadIntegers(field, bits => (integers ??= []).Add(unchecked((long)bits)));
                    break;
                case 4 or 9 when field.Wire == WireType.Bytes:
                    (texts ??= []).Add(reader.ReadText(field, LongestText));
                    break;
                case 5 when field.Wire == WireType.Bytes:
                    attribute = attribute with { Tensor = _tensors.Read(field, owner) };
                    break;
                case 6 when field.Wire == WireType.Bytes:
                    attribute = attribute with { Graph = depth < Deepest ? Read(field, depth + 1) : throw ProtobufReader.Malformed("a graph inside of more than 16 others", field.Start, "fewer") };
                    break;
                case 1 when field.Wire == WireType.Bytes:
                    name = reader.ReadText(field, LongestName);
                    break;
                case 20 when field.Wire == WireType.Varint:
                    type = field.Int64;
                    break;
                case 21 when field.Wire == WireType.Bytes:
                    attribute = attribute with { Reference = reader.ReadText(field, LongestName) };
                    break;
                case 22 when field.Wire == WireType.Bytes:
                    attribute = attribute with { Tensor = _tensors.ReadSparse(field, owner) };
                    break;
            }
        });

        // Some writers leave zeros and empty texts out, as protobuf's third version does; the type tells.
        bool isReference = attribute.Reference is { Length: > 0 };
        return attribute with
        {
            Name = name,
            Reference = isReference ? attribute.Reference : null,
            Floats = floats ?? (isReference ? null : type switch { 1 => [0f], 6 => [], _ => null }),
            Integers = integers ?? (isReference ? null : type switch { 2 => [0L], 7 => [], _ => null }),
            Texts = texts ?? (isReference ? null : type switch { 3 => [""], 8 => [], _ => null }),
        };
    }
}
