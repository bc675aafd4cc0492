using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SparseCompile.Hardware.Tests.Exports;

/// <summary>YAML as JSON, so that a JSON Schema says what is valid: scalars by the core schema of YAML 1.2, a tag as the member <c>tag</c>.</summary>
internal static class YamlJson
{
    /// <summary>The one document of a text.</summary>
    public static string Of(string text)
    {
        YamlStream yaml = [];
        yaml.Load(new StringReader(text));
        return Convert(yaml.Documents.ShouldHaveSingleItem().RootNode)!.ToJsonString();
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(
            [
                .. mapping.Tag.IsEmpty ? [] : new[] { KeyValuePair.Create<string, JsonNode?>("tag", mapping.Tag.Value) },
                .. mapping.Children.Select(child => KeyValuePair.Create(child.Key.ToString(), Convert(child.Value))),
            ]),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } => Scalar(text),
        _ => node.ToString(),
    };

    private static JsonNode? Scalar(string text) => text switch
    {
        "true" or "false" => text == "true",
        "null" or "~" or "" => null,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) => integer,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => text,
    };
}
