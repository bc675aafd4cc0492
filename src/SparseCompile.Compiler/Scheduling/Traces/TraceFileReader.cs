using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Common.Json;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Scheduling.Traces;

/// <summary>Reads the JSON of a trace. Members it does not know are passed over: they are for people.</summary>
internal sealed class TraceFileReader
{
    /// <summary>Shares are stored as whole parts per million.</summary>
    private const double PartsPerMillion = 1e6;

    private readonly JsonReader _json;
    private string _format = "";

    private TraceFileReader(byte[] bytes) => _json = new JsonReader(bytes, 0);

    /// <summary>SHA-256 of the weights.</summary>
    public string WeightsHash { get; private set; } = "";

    /// <summary>What was recorded.</summary>
    public List<ModelTrace> Models { get; } = [];

    /// <summary>Reads a whole file.</summary>
    public static TraceFileReader Read(byte[] bytes)
    {
        TraceFileReader reader = new(bytes);
        reader._json.ReadObject("'{', the start of a trace", reader.ReadMember);
        return reader._json.Peek() >= 0 ? throw reader._json.Unexpected("only white space after the trace's object")
            : reader._format != TraceFile.Format ? throw Failure.Malformed("", $"the format {Printable.Quote(reader._format)}", Printable.Quote(TraceFile.Format))
            : reader;
    }

    private void ReadMember(string key)
    {
        switch (key)
        {
            case "format":
                _format = _json.ReadString("the trace's format");
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
        long samples = 0;
        List<LayerTrace> layers = [];
        _json.ReadObject("a model", key =>
        {
            switch (key)
            {
                case "name":
                    name = _json.ReadString("the model's name");
                    break;
                case "weightsSha256":
                    hash = _json.ReadString("the SHA-256 of the model's weights");
                    break;
                case "samples":
                    samples = _json.ReadUnsigned("a number of inputs");
                    break;
                case "layers":
                    _json.ReadArray("a list of layers", () => layers.Add(ReadLayer()));
                    break;
                default:
                    _json.SkipValue(2);
                    break;
            }
        });
        Models.Add(new ModelTrace(name, samples, layers.ToEquatableArray()) { WeightsHash = hash });
    }

    private LayerTrace ReadLayer()
    {
        string name = "";
        double inputs = 0;
        double outputs = 0;
        _json.ReadObject("a layer", key =>
        {
            switch (key)
            {
                case "name":
                    name = _json.ReadString("the layer's name");
                    break;
                case "inputZerosPpm":
                    inputs = ReadShare();
                    break;
                case "outputZerosPpm":
                    outputs = ReadShare();
                    break;
                default:
                    _json.SkipValue(3);
                    break;
            }
        });
        return new LayerTrace(name, inputs, outputs);
    }

    private double ReadShare()
    {
        long share = _json.ReadUnsigned("parts per million");
        return share <= PartsPerMillion ? share / PartsPerMillion : throw Failure.Malformed("", $"{Printable.Number(share)} parts per million", "at most 1000000");
    }
}
