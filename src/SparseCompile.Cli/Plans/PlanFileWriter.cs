using System.Text.Json;
using SparseCompile.Cli.Common;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Plans;

/// <summary>Writes the plan that lies beside a weight file.</summary>
/// <remarks>Times are rounded to two digits and models sorted: measured again, a plan changes where a choice does and hardly elsewhere.</remarks>
internal static class PlanFileWriter
{
    /// <summary>Path of a weight file's plan.</summary>
    public static string PathOf(WeightFile weights) => weights.Path + PlanFile.Extension;

    /// <summary>Writes the plan, whole or not at all. Models of an earlier plan for the same weights stay unless they are measured now.</summary>
    /// <param name="weights">The file that the plan lies beside.</param>
    /// <param name="machine">The processor it was measured on.</param>
    /// <param name="models">What was chosen.</param>
    public static void Write(WeightFile weights, string machine, IReadOnlyCollection<ModelChoices> models)
    {
        string path = PathOf(weights);
        IEnumerable<ModelChoices> earlier = [];
        if (File.Exists(path) && PlanFile.Open(path, path) is { Error: null } old && old.WeightsHash == weights.ContentHash)
        {
            earlier = old.Models.Where(model => models.All(other => other.Model != model.Model));
        }

        RecordWriter.Write(path, weights, PlanFile.Format, ("machine", machine), json =>
        {
            foreach (ModelChoices model in models.Concat(earlier).OrderBy(model => model.Model, StringComparer.Ordinal))
            {
                WriteModel(json, model);
            }
        });
    }

    private static void WriteModel(Utf8JsonWriter json, ModelChoices model)
    {
        RecordWriter.BeginModel(json, model.Model, model.WeightsHash);
        json.WriteStartArray("layers");
        foreach (KernelChoice layer in model.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Layer);
            json.WriteString("kernel", layer.Kernel);
            json.WriteNumber("nanoseconds", Rounded(layer.Nanoseconds));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static double Rounded(double nanoseconds)
    {
        double scale = nanoseconds <= 0 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(nanoseconds)) - 1);
        return Math.Round(nanoseconds / scale) * scale;
    }
}
