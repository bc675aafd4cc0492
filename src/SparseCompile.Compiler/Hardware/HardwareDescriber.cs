using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Writing;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Describes a network on the streamed-lanes accelerator as a JSON document, schema version 1 (docs/schema/hardware-description-v1.schema.json).</summary>
public static class HardwareDescriber
{
    /// <summary>ROM entries of a whole network up to which the ROM is written out: generated C# embeds the text.</summary>
    public const int DefaultMaximumRomWords = 4096;

    /// <summary>Describes with <see cref="DefaultMaximumRomWords"/>.</summary>
    /// <exception cref="ArgumentException">The model contradicts itself; the message names the layer.</exception>
    public static string Describe(HardwareModel model) => Describe(model, DefaultMaximumRomWords);

    /// <summary>Describes a model. The same model gives the same text everywhere: ASCII, LF, fixed key order.</summary>
    /// <param name="model">The network.</param>
    /// <param name="maximumRomWords">Words, biases and indices, all layers together, up to which each layer's <c>rom</c> is listed; above, it is null.</param>
    /// <exception cref="ArgumentException">The model contradicts itself; the message names the layer.</exception>
    public static string Describe(HardwareModel model, int maximumRomWords)
    {
        HardwareModelValidator.Validate(model);
        LayerFigures[] layers = [.. model.Layers.Select(layer => LayerFigures.Of(layer, model.Lanes))];
        bool listRom = layers.Sum(layer => layer.RomEntries) <= maximumRomWords;

        var json = new JsonWriter();
        json.BeginObject();
        HeaderWriter.Write(json, model, maximumRomWords);
        TotalsWriter.Write(json, layers, model.Lanes);
        json.BeginArray("layers");
        foreach (LayerFigures layer in layers)
        {
            LayerWriter.Write(json, layer, listRom);
        }

        json.EndArray();
        JoinWriter.Write(json, model);
        json.EndObject();
        return json.ToString();
    }
}
