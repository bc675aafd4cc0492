using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Scheduling.Records;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Scheduling.Traces;

/// <summary>Reads the JSON of a trace.</summary>
internal sealed class TraceFileReader
{
    /// <summary>Shares are stored as whole parts per million.</summary>
    private const double PartsPerMillion = 1e6;

    private readonly RecordReader _record;

    private TraceFileReader(byte[] bytes) => _record = new RecordReader(bytes, "trace");

    /// <summary>SHA-256 of the weights.</summary>
    public string WeightsHash => _record.WeightsHash;

    /// <summary>What was recorded.</summary>
    public List<ModelTrace> Models { get; } = [];

    /// <summary>Reads a whole file.</summary>
    public static TraceFileReader Read(byte[] bytes)
    {
        TraceFileReader reader = new(bytes);
        reader._record.Read([TraceFile.Format], reader.ReadModel);
        return reader;
    }

    private void ReadModel()
    {
        long samples = 0;
        List<LayerTrace> layers = [];
        (string name, string hash) = _record.ReadModel(() => layers.Add(ReadLayer()), key =>
        {
            samples = key == "samples" ? _record.Json.ReadUnsigned("a number of inputs") : samples;
            return key == "samples";
        });
        Models.Add(new ModelTrace(name, samples, layers.ToEquatableArray()) { WeightsHash = hash });
    }

    private LayerTrace ReadLayer()
    {
        string name = "";
        double inputs = 0;
        double outputs = 0;
        _record.Json.ReadObject("a layer", key =>
        {
            switch (key)
            {
                case "name":
                    name = _record.Json.ReadString("the layer's name");
                    break;
                case "inputZerosPpm":
                    inputs = ReadShare();
                    break;
                case "outputZerosPpm":
                    outputs = ReadShare();
                    break;
                default:
                    _record.Json.SkipValue(3);
                    break;
            }
        });
        return new LayerTrace(name, inputs, outputs);
    }

    private double ReadShare()
    {
        long share = _record.Json.ReadUnsigned("parts per million");
        return share <= PartsPerMillion ? share / PartsPerMillion : throw Failure.Malformed("", $"{Printable.Number(share)} parts per million", "at most 1000000");
    }
}
