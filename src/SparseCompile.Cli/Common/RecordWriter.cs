using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Common;

/// <summary>Writes records beside weight files: what the JSON of all of them has.</summary>
internal static class RecordWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a record, whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="weights">The file that it lies beside.</param>
    /// <param name="format">The format.</param>
    /// <param name="source">A member that says where the figures come from, and its value.</param>
    /// <param name="writeModels">Writes an object for each model.</param>
    public static void Write(string path, WeightFile weights, string format, (string Name, string Value) source, Action<Utf8JsonWriter> writeModels)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", format);
            json.WriteString("weights", weights.LogicalName);
            json.WriteString("weightsSha256", weights.ContentHash);
            json.WriteString(source.Name, source.Value);
            json.WriteStartArray("models");
            writeModels(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        WholeFile.Write(path, [.. stream.ToArray(), .. Encoding.UTF8.GetBytes("\n")]);
    }

    /// <summary>Begins a model: its name, and the SHA-256 of its weights where they are not the record's; its members follow.</summary>
    public static void BeginModel(Utf8JsonWriter json, string name, string weightsHash)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        if (weightsHash.Length > 0)
        {
            json.WriteString("weightsSha256", weightsHash);
        }
    }
}
