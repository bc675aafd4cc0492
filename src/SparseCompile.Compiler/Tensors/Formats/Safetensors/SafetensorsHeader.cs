using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Common.Json;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Safetensors;

/// <summary>Parses the JSON header: types and uniqueness of keys. Whether the offsets fit is checked by <see cref="SafetensorsLayout"/>.</summary>
internal sealed class SafetensorsHeader
{
    private readonly JsonReader _json;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private SafetensorsHeader(JsonReader json) => _json = json;

    /// <summary>The tensors in the header's order.</summary>
    public List<SafetensorsTensor> Tensors { get; } = [];

    /// <summary>The entries of <c>__metadata__</c> in the header's order.</summary>
    public List<MetadataEntry> Metadata { get; } = [];

    /// <summary>Parses a header.</summary>
    /// <param name="bytes">The header's bytes.</param>
    /// <param name="fileOffset">Where they start in the file.</param>
    public static SafetensorsHeader Parse(byte[] bytes, long fileOffset)
    {
        var header = new SafetensorsHeader(new JsonReader(bytes, fileOffset));
        header._json.ReadObject("'{', the start of the JSON header", header.ReadEntry);
        return header._json.Peek() < 0 ? header : throw header._json.Unexpected("only white space after the header's object");
    }

    private void ReadEntry(string key)
    {
        if (!_names.Add(key))
        {
            throw _json.Unexpected("each name once; " + Printable.Quote(key) + " is there twice");
        }

        if (key == "__metadata__")
        {
            ReadMetadata();
        }
        else
        {
            ReadTensor(key);
        }
    }

    private void ReadMetadata()
    {
        // The reference implementation takes null for "none".
        if (_json.Peek() == 'n')
        {
            _json.TakeWord("null");
            return;
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        _json.ReadObject("an object, the value of __metadata__", key =>
        {
            if (!keys.Add(key))
            {
                throw _json.Unexpected("each key of __metadata__ once; " + Printable.Quote(key) + " is there twice");
            }

            Metadata.Add(new MetadataEntry(key, _json.ReadString("a string, the value of a __metadata__ entry")));
        });
    }

    private void ReadTensor(string name)
    {
        string? dataType = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        _json.ReadObject("an object with dtype, shape and data_offsets", field =>
        {
            if ((field == "dtype" && dataType is not null) || (field == "shape" && shape is not null) || (field == "data_offsets" && offsets is not null))
            {
                throw _json.Unexpected("each field of a tensor once; " + field + " is there twice");
            }

            switch (field)
            {
                case "dtype":
                    dataType = _json.ReadString("a string, the value of dtype");
                    break;
                case "shape":
                    shape = ReadIntegers("shape");
                    break;
                case "data_offsets":
                    offsets = ReadIntegers("data_offsets");
                    break;
                default:
                    _json.SkipValue(depth: 3);
                    break;
            }
        });
        if (dataType is null || shape is null || offsets is null)
        {
            string missing = dataType is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw Failure.Malformed(name, "a tensor entry without " + missing, "dtype, shape and data_offsets");
        }

        if (offsets.Count != 2)
        {
            throw Failure.Malformed(name, "data_offsets with " + Printable.Number(offsets.Count) + " numbers", "two numbers, begin and end");
        }

        Tensors.Add(new SafetensorsTensor(new TensorInfo(name, dataType, shape.ToEquatableArray()), offsets[0], offsets[1]));
    }

    private List<long> ReadIntegers(string field)
    {
        var values = new List<long>();
        _json.ReadArray("an array, the value of " + field, () => values.Add(_json.ReadUnsigned("an element of " + field)));
        return values;
    }
}
