using SparseCompile.Compiler.Common.Json;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Scheduling.Records;

/// <summary>Reads what the JSON of all records has: a format, the weights' hash, and models with layers. Members it does not know are passed over: they are for people.</summary>
/// <param name="bytes">The file.</param>
/// <param name="kind">What the record is called in messages.</param>
internal sealed class RecordReader(byte[] bytes, string kind)
{
    /// <summary>The text; layers are read from it.</summary>
    public JsonReader Json { get; } = new(bytes, 0);

    /// <summary>The value of <c>format</c>.</summary>
    public string Format { get; private set; } = "";

    /// <summary>SHA-256 of the weights.</summary>
    public string WeightsHash { get; private set; } = "";

    /// <summary>Reads a whole file.</summary>
    /// <param name="formats">Formats that can be read, today's first.</param>
    /// <param name="readModel">Reads a model.</param>
    public void Read(string[] formats, Action readModel)
    {
        Json.ReadObject($"'{{', the start of a {kind}", key => ReadMember(key, readModel));
        if (Json.Peek() >= 0)
        {
            throw Json.Unexpected($"only white space after the {kind}'s object");
        }

        if (!formats.Contains(Format))
        {
            throw Failure.Malformed("", $"the format {Printable.Quote(Format)}", Printable.Quote(formats[0]));
        }
    }

    /// <summary>Reads a model: its name, and the SHA-256 of its weights where they are not the record's.</summary>
    /// <param name="readLayer">Reads a layer.</param>
    /// <param name="readOther">Reads another member; false where it does not know it.</param>
    public (string Name, string WeightsHash) ReadModel(Action readLayer, Func<string, bool> readOther)
    {
        (string name, string hash) = ("", "");
        Json.ReadObject("a model", key =>
        {
            switch (key)
            {
                case "name":
                    name = Json.ReadString("the model's name");
                    break;
                case "weightsSha256":
                    hash = Json.ReadString("the SHA-256 of the model's weights");
                    break;
                case "layers":
                    Json.ReadArray("a list of layers", readLayer);
                    break;
                default:
                    if (!readOther(key))
                    {
                        Json.SkipValue(2);
                    }

                    break;
            }
        });
        return (name, hash);
    }

    private void ReadMember(string key, Action readModel)
    {
        switch (key)
        {
            case "format":
                Format = Json.ReadString($"the {kind}'s format");
                break;
            case "weightsSha256":
                WeightsHash = Json.ReadString("the SHA-256 of the weights");
                break;
            case "models":
                Json.ReadArray("a list of models", readModel);
                break;
            default:
                Json.SkipValue(1);
                break;
        }
    }
}
