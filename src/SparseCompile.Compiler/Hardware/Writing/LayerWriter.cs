using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Scheduling;
using SparseCompile.Compiler.Hardware.Storage;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes one layer.</summary>
internal static class LayerWriter
{
    /// <summary>Writes the layer as an array element; <paramref name="listRom"/> decides whether the ROM is listed.</summary>
    public static void Write(JsonWriter json, LayerFigures layer, bool listRom)
    {
        json.BeginObject();
        json.String("name", layer.Source.Name);
        WriteExtent(json, "inputs", layer.Source.DeclaredInputs, layer.Weights.Columns);
        WriteExtent(json, "outputs", layer.Source.DeclaredOutputs, layer.Weights.Rows);
        WriteTensor(json, layer);
        json.Exact("density_ppm", Arithmetic.PartsPerMillion(layer.Weights.NonZeros, layer.Weights.DenseMacs), "floor(10^6 * non_zeros / (rows * columns)), 0 if empty");
        json.Exact(
            "declared_density_ppm",
            Arithmetic.PartsPerMillion(layer.Source.DeclaredNonZeros, layer.Macs.Algorithmic),
            "floor(10^6 * declared non-zeros / (declared outputs * declared inputs)), 0 if empty");
        ActivationWriter.Write(json, layer.Source.Layer.Activation);
        WriteWord(json, layer.Schedule.WordBits);
        ScheduleWriter.Write(json, layer.Schedule);
        json.Macs("macs", layer.Macs);
        WriteStorage(json, layer);
        json.Energy("energy", layer.Energy);
        json.String("rom_sha256", layer.RomSha256);
        RomWriter.Write(json, layer, listRom);
        json.EndObject();
    }

    private static void WriteExtent(JsonWriter json, string key, long declared, long kept)
    {
        json.BeginObject(key, inline: true);
        json.Number("declared", declared);
        json.Number("kept", kept);
        json.EndObject();
    }

    private static void WriteTensor(JsonWriter json, LayerFigures layer)
    {
        json.BeginObject("tensor");
        json.String("format", "CSR");
        json.BeginArray("shape", inline: true);
        json.Number(null, layer.Weights.Rows);
        json.Number(null, layer.Weights.Columns);
        json.EndArray();
        json.Number("number_of_stored_values", layer.Weights.NonZeros);
        json.BeginObject("data_types", inline: true);
        json.String("pointers_to_1", "uint32");
        json.String("indices_1", "uint32");
        json.String("values", "float32");
        json.EndObject();
        json.EndObject();
    }

    private static void WriteWord(JsonWriter json, WordLayout word)
    {
        json.BeginObject("word_bits", inline: true);
        json.Number("valid", WordLayout.Valid);
        json.Number("last", WordLayout.Last);
        json.Number("row", word.Row);
        json.Number("column", word.Column);
        json.Number("weight", word.Weight);
        json.Number("total", word.Total);
        json.EndObject();
    }

    private static void WriteStorage(JsonWriter json, LayerFigures layer)
    {
        json.BeginObject("storage");
        json.Number("value_bits", LayerFigures.ValueBits);
        json.Exact("bias_bits", layer.BiasBits, "rows * 32, in no format's bits");
        json.BeginArray("formats");
        foreach (StorageFigure figure in layer.Storage)
        {
            StorageWriter.Write(json, figure);
        }

        json.EndArray();
        json.EndObject();
    }
}
