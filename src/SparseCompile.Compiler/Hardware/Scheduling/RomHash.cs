using System.Globalization;
using System.Security.Cryptography;

namespace SparseCompile.Compiler.Hardware.Scheduling;

/// <summary>Fingerprint of a layer's ROM, given whether or not the ROM itself is.</summary>
internal static class RomHash
{
    /// <summary>
    /// SHA-256, lower-case hexadecimal, over little-endian 32-bit words: the lane count; for each lane its word count, then row, column
    /// and weight bits of each word; the row count and the bias bits; input and output indices, each as a count (-1 for none) and the indices.
    /// </summary>
    public static string Compute(HardwareLayer layer, LaneSchedule schedule, int[] rowOfWord)
    {
        using var bytes = new MemoryStream();
        Append(bytes, schedule.Lanes);
        foreach (int[] lane in schedule.LaneWords)
        {
            Append(bytes, lane.Length);
            foreach (int word in lane)
            {
                Append(bytes, rowOfWord[word]);
                Append(bytes, layer.Layer.Weights.ColumnIndices[word]);
                Append(bytes, Arithmetic.Bits(layer.Layer.Weights.Values[word]));
            }
        }

        Append(bytes, layer.Layer.Bias.Length);
        foreach (float bias in layer.Layer.Bias)
        {
            Append(bytes, Arithmetic.Bits(bias));
        }

        AppendIndices(bytes, layer.InputIndices);
        AppendIndices(bytes, layer.OutputIndices);
        bytes.Position = 0;
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(bytes).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static void AppendIndices(Stream bytes, int[]? indices)
    {
        Append(bytes, indices?.Length ?? -1);
        foreach (int index in indices ?? [])
        {
            Append(bytes, index);
        }
    }

    private static void Append(Stream bytes, int value)
    {
        for (int shift = 0; shift < 32; shift += 8)
        {
            bytes.WriteByte((byte)(value >> shift));
        }
    }
}
