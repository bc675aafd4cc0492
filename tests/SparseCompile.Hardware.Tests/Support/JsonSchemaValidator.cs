using System.Text.Json;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Validates JSON against the part of JSON Schema 2020-12 that the project's schemas use; refuses schemas that use more.</summary>
public sealed class JsonSchemaValidator
{
    private readonly JsonElement _root;

    /// <summary>Takes a schema.</summary>
    /// <exception cref="NotSupportedException">A keyword, wherever it stands, is not known.</exception>
    public JsonSchemaValidator(JsonElement schema)
    {
        _root = schema;
        JsonSchemaKeywords.RequireKnown(schema, "#");
    }

    /// <summary>Every violation as path and message; none for a valid instance.</summary>
    public IReadOnlyList<string> Validate(JsonElement instance)
    {
        var errors = new List<string>();
        Check(_root, instance, "$", errors);
        return errors;
    }

    private void Check(JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            Require(schema.ValueKind == JsonValueKind.True, "nothing is allowed here");
            return;
        }

        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            JsonElement rule = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    Check(Resolve(rule.GetString()!), instance, path, errors);
                    break;
                case "type":
                    Require(JsonSchemaTypes.HasType(instance, rule), $"is not of type {rule}");
                    break;
                case "const":
                    Require(JsonElement.DeepEquals(instance, rule), $"is not {rule}");
                    break;
                case "enum":
                    Require(rule.EnumerateArray().Any(value => JsonElement.DeepEquals(instance, value)), $"is none of {rule}");
                    break;
                case "minimum":
                    Require(instance.ValueKind != JsonValueKind.Number || instance.GetDecimal() >= rule.GetDecimal(), $"is below {rule}");
                    break;
                case "maximum":
                    Require(instance.ValueKind != JsonValueKind.Number || instance.GetDecimal() <= rule.GetDecimal(), $"is above {rule}");
                    break;
                case "minLength":
                    Require(instance.ValueKind != JsonValueKind.String || instance.GetString()!.Length >= rule.GetInt32(), $"is shorter than {rule}");
                    break;
                case "pattern":
                    Require(instance.ValueKind != JsonValueKind.String || JsonSchemaTypes.Matches(instance.GetString()!, rule.GetString()!), $"does not match {rule}");
                    break;
                case "oneOf":
                    Require(rule.EnumerateArray().Count(branch => Holds(branch, instance)) == 1, "does not match exactly one branch");
                    break;
            }
        }

        if (instance.ValueKind == JsonValueKind.Object)
        {
            CheckObject(schema, instance, path, errors);
        }
        else if (instance.ValueKind == JsonValueKind.Array)
        {
            CheckArray(schema, instance, path, errors);
        }

        void Require(bool condition, string message)
        {
            if (!condition)
            {
                errors.Add($"{path} {message}");
            }
        }
    }

    private void CheckObject(JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            errors.AddRange(required.EnumerateArray().Where(name => !instance.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path} lacks {name}"));
        }

        bool hasProperties = schema.TryGetProperty("properties", out JsonElement properties);
        var seen = new HashSet<string>();
        foreach (JsonProperty member in instance.EnumerateObject())
        {
            string where = $"{path}.{member.Name}";
            if (!seen.Add(member.Name))
            {
                errors.Add($"{where} appears twice");
            }

            if (hasProperties && properties.TryGetProperty(member.Name, out JsonElement property))
            {
                Check(property, member.Value, where, errors);
            }
            else if (schema.TryGetProperty("additionalProperties", out JsonElement additional))
            {
                Check(additional, member.Value, where, errors);
            }
        }
    }

    private void CheckArray(JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        int length = instance.GetArrayLength();
        if ((schema.TryGetProperty("minItems", out JsonElement minimum) && length < minimum.GetInt32())
            || (schema.TryGetProperty("maxItems", out JsonElement maximum) && length > maximum.GetInt32()))
        {
            errors.Add($"{path} has {length} items");
        }

        JsonElement[] prefix = schema.TryGetProperty("prefixItems", out JsonElement listed) ? [.. listed.EnumerateArray()] : [];
        bool hasItems = schema.TryGetProperty("items", out JsonElement items);
        for (int i = 0; i < length; i++)
        {
            if (i < prefix.Length)
            {
                Check(prefix[i], instance[i], $"{path}[{i}]", errors);
            }
            else if (hasItems)
            {
                Check(items, instance[i], $"{path}[{i}]", errors);
            }
        }
    }

    private bool Holds(JsonElement schema, JsonElement instance)
    {
        var errors = new List<string>();
        Check(schema, instance, "$", errors);
        return errors.Count == 0;
    }

    private JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(_root, (schema, name) => schema.GetProperty(name));
}
