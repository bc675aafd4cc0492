using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Common.Json;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Scheduling.Tuning;

/// <summary>Reads the JSON of a plan. Members it does not know are passed over: they are for people.</summary>
internal sealed class PlanFileReader
{
    private readonly JsonReader _json;
    private string _format = "";

    private PlanFileReader(byte[] bytes) => _json = new JsonReader(bytes, 0);

    /// <summary>Version of the format.</summary>
    public int Version => _format == PlanFile.OldFormat ? 1 : 2;

    /// <summary>SHA-256 of the weights.</summary>
    public string WeightsHash { get; private set; } = "";

    /// <summary>What was chosen.</summary>
    public List<ModelChoices> Models { get; } = [];

    /// <summary>Reads a whole file.</summary>
    public static PlanFileReader Read(byte[] bytes)
    {
        PlanFileReader reader = new(bytes);
        reader._json.ReadObject("'{', the start of a plan", reader.ReadMember);
        return reader._json.Peek() >= 0 ? throw reader._json.Unexpected("only white space after the plan's object")
            : reader._format is not (PlanFile.Format or PlanFile.OldFormat) ? throw Failure.Malformed("", $"the format {Printable.Quote(reader._format)}", Printable.Quote(PlanFile.Format))
            : reader;
    }

    private void ReadMember(string key)
    {
        switch (key)
        {
            case "format":
                _format = _json.ReadString("the plan's format");
                break;
            case "weightsSha256":
                WeightsHash = _json.ReadString("the SHA-256 of the weights");
                break;
            case "models":
                _json.ReadArray("a list of models", ReadModel);
                break;
            default:
                _json.SkipValue(1);
                break;
        }
    }

    private void ReadModel()
    {
        string name = "";
        string hash = "";
        List<KernelChoice> layers = [];
        _json.ReadObject("a model", key =>
        {
            switch (key)
            {
                case "weightsSha256":
                    hash = _json.ReadString("the SHA-256 of the model's weights");
                    break;
                case "name":
                    name = _json.ReadString("the model's name");
                    break;
                case "layers":
                    _json.ReadArray("a list of layers", () => layers.Add(ReadLayer()));
                    break;
                default:
                    _json.SkipValue(2);
                    break;
            }
        });
        Models.Add(new ModelChoices(name, layers.ToEquatableArray()) { WeightsHash = hash });
    }

    private KernelChoice ReadLayer()
    {
        string name = "";
        string kernel = "";
        double nanoseconds = 0;
        _json.ReadObject("a layer", key =>
        {
            switch (key)
            {
                case "name":
                    name = _json.ReadString("the layer's name");
                    break;
                case "kernel":
                    kernel = _json.ReadString("the kernel's description");
                    break;
                case "nanoseconds":
                    nanoseconds = _json.ReadNumber("nanoseconds");
                    break;
                default:
                    _json.SkipValue(3);
                    break;
            }
        });
        return new KernelChoice(name, kernel, nanoseconds);
    }
}
