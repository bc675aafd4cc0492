using System.Globalization;
using System.Security.Cryptography;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Json;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes the words of a layer: which lane does which non-zero when.</summary>
internal static class ProgramWriter
{
    /// <summary>Writes the fingerprint of the words, and the words where they are wanted.</summary>
    public static void Write(JsonWriter json, MatrixOperator matrix, Placement placement, bool listsWords)
    {
        json.String("program_sha256", Hash(matrix, placement));
        if (!listsWords)
        {
            json.Null("program");
            return;
        }

        json.BeginObject("program");
        json.Strings("word", ["slot", "row", "column", "weight_bits"]);
        json.BeginArray("lanes");
        foreach (PlacedWord[] lane in placement.Lanes)
        {
            json.BeginArray(inline: true);
            foreach (PlacedWord word in lane)
            {
                json.BeginArray(inline: true);
                json.Number(null, word.Slot);
                json.Number(null, word.Row);
                json.Number(null, word.Column);
                json.String(null, Arithmetic.FloatBits(matrix.Weights.Values[word.Index]));
                json.EndArray();
            }

            json.EndArray();
        }

        json.EndArray();
        json.Strings("bias_bits", matrix.Bias.Select(Arithmetic.FloatBits));
        json.EndObject();
    }

    /// <summary>
    /// SHA-256, lower-case hexadecimal, over little-endian 32-bit words: the number of lanes; for each lane its number of words, then slot, row, column and weight bits of each; the number of rows and
    /// the bias bits.
    /// </summary>
    private static string Hash(MatrixOperator matrix, Placement placement)
    {
        using var bytes = new MemoryStream();
        Append(bytes, placement.Lanes.Count);
        foreach (PlacedWord[] lane in placement.Lanes)
        {
            Append(bytes, lane.Length);
            foreach (PlacedWord word in lane)
            {
                Append(bytes, word.Slot);
                Append(bytes, word.Row);
                Append(bytes, word.Column);
                Append(bytes, Arithmetic.Bits(matrix.Weights.Values[word.Index]));
            }
        }

        Append(bytes, matrix.Bias.Length);
        foreach (float bias in matrix.Bias)
        {
            Append(bytes, Arithmetic.Bits(bias));
        }

        bytes.Position = 0;
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(bytes).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static void Append(Stream bytes, int value)
    {
        for (int shift = 0; shift < 32; shift += 8)
        {
            bytes.WriteByte((byte)(value >> shift));
        }
    }
}
