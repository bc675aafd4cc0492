using System.Text.Json;
using SparseCompile.Cli.Common;
using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Traces;

/// <summary>Writes the trace that lies beside a weight file.</summary>
internal static class TraceFileWriter
{
    /// <summary>Path of a weight file's trace.</summary>
    public static string PathOf(WeightFile weights) => weights.Path + TraceFile.Extension;

    /// <summary>Writes the trace, whole or not at all. Models of an earlier trace for the same weights stay unless they are recorded now.</summary>
    /// <param name="weights">The file that the trace lies beside.</param>
    /// <param name="inputs">Name of the file of inputs.</param>
    /// <param name="models">What was recorded.</param>
    public static void Write(WeightFile weights, string inputs, IReadOnlyCollection<ModelTrace> models)
    {
        string path = PathOf(weights);
        IEnumerable<ModelTrace> earlier = [];
        if (File.Exists(path) && TraceFile.Open(path, path) is { Error: null } old && old.WeightsHash == weights.ContentHash)
        {
            earlier = old.Models.Where(model => models.All(other => other.Model != model.Model));
        }

        RecordWriter.Write(path, weights, TraceFile.Format, ("inputs", inputs), json =>
        {
            foreach (ModelTrace model in models.Concat(earlier).OrderBy(model => model.Model, StringComparer.Ordinal))
            {
                WriteModel(json, model);
            }
        });
    }

    private static void WriteModel(Utf8JsonWriter json, ModelTrace model)
    {
        RecordWriter.BeginModel(json, model.Model, model.WeightsHash);
        json.WriteNumber("samples", model.Samples);
        json.WriteStartArray("layers");
        foreach (LayerTrace layer in model.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Layer);
            json.WriteNumber("inputZerosPpm", PartsPerMillion(layer.InputZeros));
            json.WriteNumber("outputZerosPpm", PartsPerMillion(layer.OutputZeros));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static long PartsPerMillion(double share) => (long)Math.Round(share * 1e6);
}
