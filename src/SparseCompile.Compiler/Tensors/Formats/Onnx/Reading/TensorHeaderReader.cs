using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

/// <summary>Reads what a <c>TensorProto</c> or <c>SparseTensorProto</c> says of itself; its values stay in the file.</summary>
/// <param name="reader">The file.</param>
internal sealed class TensorHeaderReader(ProtobufReader reader)
{
    private const int LongestName = 1 << 16;
    private const int MostExtents = 64;
    private const int External = 1;

    /// <summary>Reads a <c>TensorProto</c>.</summary>
    /// <param name="message">The field that it is.</param>
    /// <param name="name">Its name where the message has none.</param>
    public OnnxTensor Read(ProtobufField message, string name = "")
    {
        List<long> extents = [];
        Dictionary<string, string> external = new(StringComparer.Ordinal);
        long type = 0, location = 0, rawStart = -1, rawLength = 0;
        bool isSegment = false;
        reader.ReadFields(message.Start, message.End, field =>
        {
            switch (field.Number)
            {
                case 1:
                    reader.ReadIntegers(field, extent => extents.Add(extents.Count < MostExtents ? unchecked((long)extent) : throw TooManyExtents(field)));
                    break;
                case 2 when field.Wire == WireType.Varint:
                    type = field.Int64;
                    break;
                case 3 when field.Wire == WireType.Bytes:
                    isSegment = true;
                    break;
                case 8 when field.Wire == WireType.Bytes:
                    name = reader.ReadText(field, LongestName);
                    break;
                case 9 when field.Wire == WireType.Bytes:
                    (rawStart, rawLength) = (field.Start, field.Length);
                    break;
                case 13 when field.Wire == WireType.Bytes:
                    ReadEntry(field, external);
                    break;
                case 14 when field.Wire == WireType.Varint:
                    location = field.Int64;
                    break;
            }
        });

        OnnxElementType? known = OnnxElementTypes.Of(type);
        OnnxTensor tensor = new(name, known ?? OnnxElementType.Undefined, extents.ToEquatableArray()) { Start = message.Start, End = message.End };
        if (known is null)
        {
            return Faulty(tensor, "the element type " + Printable.Number(type), "a number of TensorProto.DataType, 1 to 26");
        }

        if (isSegment)
        {
            return Faulty(tensor, "a segment of a tensor", "all of it");
        }

        tensor = location == External ? WithExternal(tensor, external) : tensor with { RawStart = rawStart, RawLength = rawLength };
        return tensor.Fault is null ? Checked(tensor) : tensor;
    }

    /// <summary>Reads a <c>SparseTensorProto</c>.</summary>
    /// <param name="message">The field that it is.</param>
    /// <param name="name">Its name where the values have none.</param>
    public OnnxTensor ReadSparse(ProtobufField message, string name = "")
    {
        List<long> extents = [];
        OnnxTensor? values = null, indices = null;
        reader.ReadFields(message.Start, message.End, field =>
        {
            if (field.Is(1, WireType.Bytes))
            {
                values = Read(field, name);
            }
            else if (field.Is(2, WireType.Bytes))
            {
                indices = Read(field);
            }
            else if (field.Number == 3)
            {
                reader.ReadIntegers(field, extent => extents.Add(extents.Count < MostExtents ? unchecked((long)extent) : throw TooManyExtents(field)));
            }
        });
        string own = values?.Name ?? name;
        OnnxTensor tensor = new(own, values?.Type ?? OnnxElementType.Undefined, extents.ToEquatableArray()) { Values = values, Indices = indices };
        if (values is null || indices is null)
        {
            return Faulty(tensor with { Indices = indices ?? tensor }, "a sparse tensor without " + (values is null ? "values" : "indices"), "both");
        }

        long count = values.Shape.Count == 1 ? values.Shape[0] : -1;
        bool isLinear = indices.Shape.Count == 1 && indices.Shape[0] == count;
        bool isCoordinates = indices.Shape.Count == 2 && indices.Shape[0] == count && indices.Shape[1] == extents.Count;
        return values.Fault is { } fault ? tensor with { Fault = fault with { Tensor = own } }
            : indices.Fault is { } other ? tensor with { Fault = other with { Tensor = own } }
            : indices.Type != OnnxElementType.Int64 || !(isLinear || isCoordinates)
                ? Faulty(tensor, "indices of type " + OnnxElementTypes.NameOf(indices.Type) + " and shape " + Printable.List(indices.Shape), "INT64 of shape [non-zeros] or [non-zeros, rank]")
            : Checked(tensor);
    }

    private static OnnxTensor Checked(OnnxTensor tensor)
    {
        if (tensor.Shape.Any(extent => extent < 0) || !Shapes.TryCount(tensor.Shape, out long count) || (!tensor.IsSparse && count > long.MaxValue / 64))
        {
            return Faulty(tensor, "the shape " + Printable.List(tensor.Shape), "extents of 0 or more, whose product can be counted");
        }

        int bits = OnnxElementTypes.BitsOf(tensor.Type);
        long bytes = tensor.IsSparse ? 0 : ((count * bits) + 7) / 8;
        return tensor.RawStart >= 0 && bits > 0 && tensor.RawLength != bytes
            ? Faulty(tensor, Printable.Number(tensor.RawLength) + " bytes of raw data", Printable.Number(bytes) + " for " + Printable.List(tensor.Shape) + " of " + OnnxElementTypes.NameOf(tensor.Type))
            : tensor.External?.Length is { } length && length < bytes
            ? Faulty(tensor, Printable.Number(length) + " bytes of external data", Printable.Number(bytes) + " for " + Printable.List(tensor.Shape) + " of " + OnnxElementTypes.NameOf(tensor.Type))
            : tensor;
    }

    private static OnnxTensor WithExternal(OnnxTensor tensor, Dictionary<string, string> external)
    {
        external.TryGetValue("location", out string? location);
        long offset = 0;
        long? length = null;
        foreach (string key in new[] { "offset", "length" })
        {
            if (!external.TryGetValue(key, out string? text))
            {
                continue;
            }

            if (!long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number))
            {
                return Faulty(tensor, "external data of " + key + " " + Printable.Quote(text), "a number of bytes");
            }

            (offset, length) = key == "offset" ? (number, length) : (offset, number);
        }

        return location is null || !IsInside(location)
            ? Faulty(tensor, location is null ? "external data without a location" : "external data in " + Printable.Quote(location), "a file in the folder of the model, or in folders below it")
            : tensor with { External = new OnnxExternalData(location.Replace('\\', '/'), offset, length) };
    }

    /// <summary>A model may not make the build read files elsewhere on the machine.</summary>
    private static bool IsInside(string location)
    {
        string[] parts = location.Split('/', '\\');
        return location.Length > 0 && location.IndexOf(':') < 0 && location.IndexOf('\0') < 0 && parts.All(part => part is not ("" or ".."));
    }

    private static OnnxTensor Faulty(OnnxTensor tensor, string found, string expected) =>
        tensor with { Fault = new WeightFileError(WeightFileErrorKind.Malformed, tensor.Name, found, expected) };

    private static WeightFileException TooManyExtents(ProtobufField field) => ProtobufReader.Malformed("a tensor of more than 64 extents", field.Start, "at most 64");

    private void ReadEntry(ProtobufField message, Dictionary<string, string> entries)
    {
        string key = "", value = "";
        reader.ReadFields(message.Start, message.End, field =>
        {
            if (field.Is(1, WireType.Bytes))
            {
                key = reader.ReadText(field, LongestName);
            }
            else if (field.Is(2, WireType.Bytes))
            {
                value = reader.ReadText(field, LongestName);
            }
        });
        if (entries.Count < 64)
        {
            entries[key] = value;
        }
    }
}
