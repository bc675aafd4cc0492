namespace SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

/// <summary>Reads what a graph says of its inputs and outputs.</summary>
/// <param name="reader">The file.</param>
internal sealed class ValueInfoReader(ProtobufReader reader)
{
    private const int MostExtents = 64;

    private List<OnnxExtent>? _extents;
    private long _type;

    /// <summary>Reads a <c>ValueInfoProto</c>.</summary>
    public OnnxValueInfo Read(ProtobufField message)
    {
        string name = "";
        reader.ReadFields(message.Start, message.End, field =>
        {
            if (field.Is(1, WireType.Bytes))
            {
                name = reader.ReadText(field, GraphReader.LongestName);
            }
            else if (field.Is(2, WireType.Bytes))
            {
                // Only tensors have a type here: sequences, maps and optional values do not.
                reader.ReadFields(field.Start, field.End, kind =>
                {
                    if (kind.Is(1, WireType.Bytes))
                    {
                        ReadTensorType(kind);
                    }
                });
            }
        });
        return new OnnxValueInfo(name, OnnxElementTypes.Of(_type) ?? OnnxElementType.Undefined, _extents);
    }

    private void ReadTensorType(ProtobufField message) => reader.ReadFields(message.Start, message.End, field =>
    {
        if (field.Is(1, WireType.Varint))
        {
            _type = field.Int64;
        }
        else if (field.Is(2, WireType.Bytes))
        {
            _extents = [];
            reader.ReadFields(field.Start, field.End, extent =>
            {
                if (extent.Is(1, WireType.Bytes))
                {
                    _extents.Add(_extents.Count < MostExtents ? ReadExtent(extent) : throw ProtobufReader.Malformed("a value of more than 64 extents", extent.Start, "at most 64"));
                }
            });
        }
    });

    private OnnxExtent ReadExtent(ProtobufField message)
    {
        OnnxExtent extent = new(null, "");
        reader.ReadFields(message.Start, message.End, field => extent = field.Number switch
        {
            1 when field.Wire == WireType.Varint => new OnnxExtent(field.Int64, ""),
            2 when field.Wire == WireType.Bytes => new OnnxExtent(null, reader.ReadText(field, GraphReader.LongestName)),
            _ => extent,
        });
        return extent;
    }
}
