using SparseCompile.Compiler.Hardware.Energy;
using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes what holds for the whole document: schema, provenance, target, energy table.</summary>
internal static class HeaderWriter
{
    /// <summary>Writes the document's first members.</summary>
    public static void Write(JsonWriter json, HardwareModel model, int maximumRomWords, int version = 1)
    {
        json.BeginObject("schema", inline: true);
        json.String("id", "sparsecompile-hardware-description");
        json.Number("version", version);
        json.EndObject();
        json.String("name", model.Name);
        WriteProvenance(json, model);
        WriteTarget(json, model.Lanes);
        WriteEnergyModel(json);
        json.Number("maximum_rom_words", maximumRomWords);
    }

    private static void WriteProvenance(JsonWriter json, HardwareModel model)
    {
        json.BeginObject("provenance");
        json.String("compiler", "SparseCompile");
        json.String("compiler_version", model.CompilerVersion);
        json.String("options_hash", model.OptionsHash);
        json.BeginArray("weights");
        foreach (WeightProvenance weights in model.Weights)
        {
            json.BeginObject(inline: true);
            json.String("name", weights.Name);
            json.String("sha256", weights.Sha256.ToLowerInvariant());
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
    }

    private static void WriteTarget(JsonWriter json, int lanes)
    {
        json.BeginObject("target");
        json.String("name", "streamed-lanes");
        json.Number("lanes", lanes);
        json.String("data_type", "float32");
        json.String("row_assignment", "row r on lane r mod lanes, rows of a lane ascending");
        json.String("accumulation", "fused multiply-add from the row's bias, words in ROM order, one rounding each");
        json.String("constant_rows", "a row without words is activation(bias), a constant");
        json.BeginArray("stages", inline: true);
        foreach (string stage in new[] { "fetch", "accumulate", "write_back" })
        {
            json.String(null, stage);
        }

        json.EndArray();
        json.BeginObject("word");
        json.String("valid", "1");
        json.String("last", "1");
        json.String("row", "ceil(log2 rows)");
        json.String("column", "ceil(log2 columns)");
        json.String("weight", "32");
        json.EndObject();
        json.EndObject();
    }

    private static void WriteEnergyModel(JsonWriter json)
    {
        json.BeginObject("energy_model");
        json.String("id", EnergyModel.Id);
        json.String("source", EnergyModel.Source);
        json.String("unit", "fJ");
        json.Number("float32_multiply", EnergyModel.MultiplyFloat32);
        json.Number("float32_add", EnergyModel.AddFloat32);
        json.BeginArray("sram_64_bit_read");
        foreach ((long bytes, long femtojoule) in EnergyModel.Sram64Bits)
        {
            json.BeginObject(inline: true);
            json.Number("memory_bytes_up_to", bytes);
            json.Number("energy", femtojoule);
            json.EndObject();
        }

        json.EndArray();
        json.Number("dram_32_bit_access", EnergyModel.Dram32Bits);
        json.EndObject();
    }
}
