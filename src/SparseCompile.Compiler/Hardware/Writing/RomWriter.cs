using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes the ROM: all a stepper needs to execute the layer.</summary>
internal static class RomWriter
{
    /// <summary>
    /// Writes each lane's valid words [row, column, weight bits] on a line of its own, the biases, and the kept indices; or null.
    /// A word is last where the lane's next has another row; up to the depth the ROM holds valid = 0.
    /// </summary>
    public static void Write(JsonWriter json, LayerFigures layer, bool listRom)
    {
        if (!listRom)
        {
            json.Null("rom");
            return;
        }

        json.BeginObject("rom");
        json.BeginArray("lanes");
        foreach (int[] lane in layer.Schedule.LaneWords)
        {
            WriteLane(json, layer, lane);
        }

        json.EndArray();
        json.BeginArray("bias_bits", inline: true);
        foreach (float bias in layer.Source.Layer.Bias)
        {
            json.String(null, Arithmetic.FloatBits(bias));
        }

        json.EndArray();
        WriteIndices(json, "input_indices", layer.Source.InputIndices);
        WriteIndices(json, "output_indices", layer.Source.OutputIndices);
        json.EndObject();
    }

    private static void WriteLane(JsonWriter json, LayerFigures layer, int[] lane)
    {
        json.BeginArray(inline: true);
        foreach (int word in lane)
        {
            json.BeginArray();
            json.Number(null, layer.RowOfWord[word]);
            json.Number(null, layer.Weights.ColumnIndices[word]);
            json.String(null, Arithmetic.FloatBits(layer.Weights.Values[word]));
            json.EndArray();
        }

        json.EndArray();
    }

    private static void WriteIndices(JsonWriter json, string key, int[]? indices)
    {
        if (indices is null)
        {
            json.Null(key);
            return;
        }

        json.BeginArray(key, inline: true);
        foreach (int index in indices)
        {
            json.Number(null, index);
        }

        json.EndArray();
    }
}
