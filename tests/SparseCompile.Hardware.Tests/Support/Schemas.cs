using System.Text.Json;
using Json.Schema;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>The schemas of the repository, evaluated by JsonSchema.Net.</summary>
public static class Schemas
{
    private static readonly EvaluationOptions s_options = new() { OutputFormat = OutputFormat.List };

    /// <summary>The schema of descriptions.</summary>
    public static JsonSchema Description { get; } = Load("hardware-description-v3.schema.json");

    /// <summary>The schema of target files.</summary>
    public static JsonSchema Target { get; } = Load("hardware-target-v1.schema.json");

    /// <summary>The schema of input of Timeloop with Sparseloop, version 0.4.</summary>
    public static JsonSchema Timeloop { get; } = Load("timeloop-0.4.schema.json");

    /// <summary>Violations, as place and message; none for a valid document.</summary>
    public static IReadOnlyList<string> Violations(JsonSchema schema, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        EvaluationResults results = schema.Evaluate(document.RootElement, s_options);
        return results.IsValid ? [] :
        [
            .. (results.Details ?? []).Append(results).Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).DefaultIfEmpty("not valid"),
        ];
    }

    private static JsonSchema Load(string name)
    {
        using StreamReader reader = new(typeof(Schemas).Assembly.GetManifestResourceStream(name)!);
        return JsonSchema.FromText(reader.ReadToEnd());
    }
}
