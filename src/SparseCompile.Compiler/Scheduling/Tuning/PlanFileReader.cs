using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Scheduling.Records;

namespace SparseCompile.Compiler.Scheduling.Tuning;

/// <summary>Reads the JSON of a plan.</summary>
internal sealed class PlanFileReader
{
    private readonly RecordReader _record;

    private PlanFileReader(byte[] bytes) => _record = new RecordReader(bytes, "plan");

    /// <summary>Version of the format.</summary>
    public int Version => _record.Format == PlanFile.OldFormat ? 1 : 2;

    /// <summary>SHA-256 of the weights.</summary>
    public string WeightsHash => _record.WeightsHash;

    /// <summary>What was chosen.</summary>
    public List<ModelChoices> Models { get; } = [];

    /// <summary>Reads a whole file.</summary>
    public static PlanFileReader Read(byte[] bytes)
    {
        PlanFileReader reader = new(bytes);
        reader._record.Read([PlanFile.Format, PlanFile.OldFormat], reader.ReadModel);
        return reader;
    }

    private void ReadModel()
    {
        List<KernelChoice> layers = [];
        (string name, string hash) = _record.ReadModel(() => layers.Add(ReadLayer()), _ => false);
        Models.Add(new ModelChoices(name, layers.ToEquatableArray()) { WeightsHash = hash });
    }

    private KernelChoice ReadLayer()
    {
        string name = "";
        string kernel = "";
        double nanoseconds = 0;
        _record.Json.ReadObject("a layer", key =>
        {
            switch (key)
            {
                case "name":
                    name = _record.Json.ReadString("the layer's name");
                    break;
                case "kernel":
                    kernel = _record.Json.ReadString("the kernel's description");
                    break;
                case "nanoseconds":
                    nanoseconds = _record.Json.ReadNumber("nanoseconds");
                    break;
                default:
                    _record.Json.SkipValue(3);
                    break;
            }
        });
        return new KernelChoice(name, kernel, nanoseconds);
    }
}
