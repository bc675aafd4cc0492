using System.Globalization;
using System.Text.Json;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>One layer read back from the document, with nothing taken from the compiler.</summary>
/// <param name="Lanes">Each lane's valid words.</param>
/// <param name="Biases">One for each row.</param>
/// <param name="Columns">Kept inputs.</param>
/// <param name="DeclaredOutputs">Length of the output vector the next layer indexes.</param>
/// <param name="InputIndices">Which inputs of the predecessor are read.</param>
/// <param name="OutputIndices">Where the rows' results go.</param>
/// <param name="Activation">Name and parameters.</param>
public sealed record LayerProgram(
    IReadOnlyList<IReadOnlyList<RomWord>> Lanes,
    float[] Biases,
    int Columns,
    int DeclaredOutputs,
    int[] InputIndices,
    int[] OutputIndices,
    ActivationByName Activation)
{
    /// <summary>Reads one element of the document's <c>layers</c>.</summary>
    public static LayerProgram Parse(JsonElement layer)
    {
        JsonElement rom = layer.GetProperty("rom");
        float[] biases = [.. rom.GetProperty("bias_bits").EnumerateArray().Select(Float)];
        int columns = layer.GetProperty("inputs").GetProperty("kept").GetInt32();
        JsonElement activation = layer.GetProperty("activation");
        return new LayerProgram(
            [.. rom.GetProperty("lanes").EnumerateArray().Select(ParseLane)],
            biases,
            columns,
            layer.GetProperty("outputs").GetProperty("declared").GetInt32(),
            Indices(rom.GetProperty("input_indices"), columns),
            Indices(rom.GetProperty("output_indices"), biases.Length),
            new ActivationByName(
                activation.GetProperty("kind").GetString()!,
                Float(activation.GetProperty("alpha_bits")),
                Float(activation.GetProperty("low_bits")),
                Float(activation.GetProperty("high_bits"))));
    }

    private static IReadOnlyList<RomWord> ParseLane(JsonElement lane)
    {
        JsonElement[] words = [.. lane.EnumerateArray()];
        return
        [
            .. words.Select((word, i) => new RomWord(
                true,
                i + 1 == words.Length || words[i + 1][0].GetInt32() != word[0].GetInt32(),
                word[0].GetInt32(),
                word[1].GetInt32(),
                Float(word[2]))),
        ];
    }

    private static int[] Indices(JsonElement indices, int count) =>
        indices.ValueKind == JsonValueKind.Null ? [.. Enumerable.Range(0, count)] : [.. indices.EnumerateArray().Select(index => index.GetInt32())];

    private static float Float(JsonElement bits) =>
        BitConverter.UInt32BitsToSingle(uint.Parse(bits.GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
