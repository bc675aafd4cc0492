using SparseCompile.Compiler.Hardware.Energy;
using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes what holds for the whole document: schema, provenance, energy table.</summary>
internal static class HeaderWriter
{
    /// <summary>Version of the schema.</summary>
    public const int Version = 3;

    /// <summary>Writes the document's first members.</summary>
    public static void Write(JsonWriter json, NetworkSource source, string detail)
    {
        json.BeginObject("schema", inline: true);
        json.String("id", "sparsecompile-hardware-description");
        json.Number("version", Version);
        json.EndObject();
        json.String("name", source.Name);
        json.String("detail", detail);
        json.BeginObject("provenance");
        json.String("compiler", "SparseCompile");
        json.String("compiler_version", source.CompilerVersion);
        json.String("options_hash", source.OptionsHash);
        json.BeginArray("weights");
        foreach (WeightProvenance weights in source.Weights)
        {
            json.BeginObject(inline: true);
            json.String("name", weights.Name);
            json.String("sha256", weights.Sha256.ToLowerInvariant());
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
    }

    /// <summary>Writes the energy table.</summary>
    public static void WriteEnergyModel(JsonWriter json)
    {
        json.BeginObject("energy_model");
        json.String("id", EnergyModel.Id);
        json.String("source", EnergyModel.Source);
        json.String("unit", "fJ");
        Write(json, "multiply", "bits_up_to", EnergyModel.Multiplications.Select(entry => ((long)entry.Bits, entry.Femtojoule)));
        Write(json, "add", "bits_up_to", EnergyModel.Additions.Select(entry => ((long)entry.Bits, entry.Femtojoule)));
        Write(json, "sram_64_bit_read", "memory_bytes_up_to", EnergyModel.Sram64Bits);
        json.Number("dram_32_bit_access", EnergyModel.Dram32Bits);
        json.EndObject();
    }

    private static void Write(JsonWriter json, string key, string limit, IEnumerable<(long Limit, long Femtojoule)> entries)
    {
        json.BeginArray(key, inline: true);
        foreach ((long most, long femtojoule) in entries)
        {
            json.BeginObject(inline: true);
            json.Number(limit, most);
            json.Number("energy", femtojoule);
            json.EndObject();
        }

        json.EndArray();
    }
}
