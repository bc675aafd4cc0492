using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SparseCompile.Cli.Common;

/// <summary>What <c>--json</c> prints: camel case, two spaces, LF, enums by name.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>An object as JSON.</summary>
    public static string Of(object value) => JsonSerializer.Serialize(value, value.GetType(), s_options);

    /// <summary>Writes an object as JSON, with a newline behind it.</summary>
    public static void Write(TextWriter output, object value) => output.Write(Of(value) + "\n");
}
