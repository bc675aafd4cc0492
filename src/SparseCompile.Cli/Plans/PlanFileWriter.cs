using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SparseCompile.Cli.Common;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Plans;

/// <summary>Writes the plan that lies beside a weight file.</summary>
/// <remarks>Times are rounded to two digits and models sorted: measured again, a plan changes where a choice does and hardly elsewhere.</remarks>
internal static class PlanFileWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

        byte[] bytes = Text(weights, machine, [.. models.Concat(earlier).OrderBy(model => model.Model, StringComparer.Ordinal)]);
        WholeFile.Write(path, bytes);
    }

    private static byte[] Text(WeightFile weights, string machine, ModelChoices[] models)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", PlanFile.Format);
            json.WriteString("weights", weights.LogicalName);
            json.WriteString("weightsSha256", weights.ContentHash);
            json.WriteString("machine", machine);
            json.WriteStartArray("models");
            foreach (ModelChoices model in models)
            {
                json.WriteStartObject();
                json.WriteString("name", model.Model);
                if (model.WeightsHash.Length > 0)
                {
                    json.WriteString("weightsSha256", model.WeightsHash);
                }

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

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. stream.ToArray(), .. Encoding.UTF8.GetBytes("\n")];
    }

    private static double Rounded(double nanoseconds)
    {
        double scale = nanoseconds <= 0 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(nanoseconds)) - 1);
        return Math.Round(nanoseconds / scale) * scale;
    }
}
