using System.Text.Json;

namespace SparseCompile.Simulator.Documents;

/// <summary>A hardware description, read for execution.</summary>
/// <param name="Target">The accelerator.</param>
/// <param name="Operators">The operators, each after those that it reads.</param>
/// <param name="Pipeline">The modules of a streamed target; null for others.</param>
/// <param name="InputLength">Elements of an input.</param>
/// <param name="OutputValue">The value that is the output: 0 for the input, else 1 + the operator's place.</param>
public sealed record Description(TargetInfo Target, IReadOnlyList<OperatorInfo> Operators, PipelineInfo? Pipeline, int InputLength, int OutputValue)
{
    /// <summary>Reads a document of schema version 3 that lists its programs.</summary>
    /// <exception cref="DescriptionException">It is none.</exception>
    public static Description Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new DescriptionException($"The description cannot be read: {exception.Message}");
        }
    }

    private static Description Read(JsonElement root)
    {
        JsonElement schema = root.GetProperty("schema");
        string id = $"{schema.GetProperty("id").GetString()} {schema.GetProperty("version")}";
        if (id != "sparsecompile-hardware-description 3")
        {
            throw new DescriptionException($"The document is a '{id}'; expected sparsecompile-hardware-description 3.");
        }

        string? detail = root.GetProperty("detail").GetString();
        if (detail != "full")
        {
            throw new DescriptionException($"The description has the detail '{detail}', which lists no programs; expected 'full'.");
        }

        JsonElement pipeline = root.GetProperty("pipeline");
        return new Description(
            TargetInfo.Read(root.GetProperty("target")),
            [.. root.GetProperty("operators").EnumerateArray().Select(OperatorInfo.Read)],
            pipeline.ValueKind == JsonValueKind.Null ? null : PipelineInfo.Read(pipeline),
            root.GetProperty("input_shape").Product(),
            root.GetProperty("output_value").GetInt32());
    }
}
