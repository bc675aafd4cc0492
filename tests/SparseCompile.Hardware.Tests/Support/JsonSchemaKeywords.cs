using System.Text.Json;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Walks a schema and refuses what <see cref="JsonSchemaValidator"/> would silently ignore.</summary>
public static class JsonSchemaKeywords
{
    private static readonly string[] Leaves =
    [
        "$schema", "$id", "title", "description", "$ref", "type", "required", "const", "enum",
        "minimum", "maximum", "minLength", "pattern", "minItems", "maxItems",
    ];

    /// <summary>Checks every keyword of a schema and of the schemas in it.</summary>
    /// <exception cref="NotSupportedException">Names the keyword and where it stands.</exception>
    public static void RequireKnown(JsonElement schema, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }

        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            string where = $"{path}/{keyword.Name}";
            switch (keyword.Name)
            {
                case "properties" or "$defs":
                    foreach (JsonProperty member in keyword.Value.EnumerateObject())
                    {
                        RequireKnown(member.Value, $"{where}/{member.Name}");
                    }

                    break;
                case "prefixItems" or "oneOf":
                    foreach (JsonElement branch in keyword.Value.EnumerateArray())
                    {
                        RequireKnown(branch, where);
                    }

                    break;
                case "items" or "additionalProperties":
                    RequireKnown(keyword.Value, where);
                    break;
                default:
                    if (!Leaves.Contains(keyword.Name))
                    {
                        throw new NotSupportedException($"Keyword {where} is not known.");
                    }

                    break;
            }
        }
    }
}
