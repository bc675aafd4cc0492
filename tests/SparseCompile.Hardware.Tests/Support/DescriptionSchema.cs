using System.Text.Json;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>The schema of the repository, ready to validate.</summary>
public static class DescriptionSchema
{
    /// <summary>The schema document.</summary>
    public static JsonElement Document { get; } = Load();

    /// <summary>Violations of the schema in a description.</summary>
    public static IReadOnlyList<string> Validate(string description)
    {
        using JsonDocument json = JsonDocument.Parse(description);
        return new JsonSchemaValidator(Document).Validate(json.RootElement);
    }

    private static JsonElement Load()
    {
        using Stream stream = typeof(DescriptionSchema).Assembly.GetManifestResourceStream("hardware-description-v1.schema.json")!;
        using JsonDocument json = JsonDocument.Parse(stream);
        return json.RootElement.Clone();
    }
}
