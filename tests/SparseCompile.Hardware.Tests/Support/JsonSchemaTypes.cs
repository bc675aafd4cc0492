using System.Text.Json;
using System.Text.RegularExpressions;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>What JSON Schema means by its types and patterns.</summary>
public static class JsonSchemaTypes
{
    /// <summary>Whether the instance has the type, or one of the types, of a <c>type</c> keyword.</summary>
    /// <exception cref="NotSupportedException">The schema names a type that is not known.</exception>
    public static bool HasType(JsonElement instance, JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(type => HasType(instance, type)) : HasType(instance, rule.GetString()!);

    /// <summary>Whether the pattern is found. .NET's $ also matches before a final line feed, JSON Schema's does not.</summary>
    public static bool Matches(string text, string pattern) =>
        Regex.IsMatch(text, Regex.Replace(pattern, @"\$\z", @"\z"), RegexOptions.CultureInvariant);

    private static bool HasType(JsonElement instance, string type) => type switch
    {
        "object" => instance.ValueKind == JsonValueKind.Object,
        "array" => instance.ValueKind == JsonValueKind.Array,
        "string" => instance.ValueKind == JsonValueKind.String,
        "null" => instance.ValueKind == JsonValueKind.Null,
        "boolean" => instance.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => instance.ValueKind == JsonValueKind.Number && decimal.Truncate(instance.GetDecimal()) == instance.GetDecimal(),
        _ => throw new NotSupportedException($"Type '{type}'."),
    };
}
