using SparseCompile.Compiler.Kernels;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp.Tables;

/// <summary>A layer's table as bytes, section by section: what <c>PackedTable</c> of the run-time library reads, which documents the format.</summary>
internal sealed class PackedLayer
{
    /// <summary>Values that four bits can number.</summary>
    private const int MostValues = 16;

    /// <summary>Weights from which numbering their values is fewer bytes, however many values there are.</summary>
    private const int LeastWeights = 32;

    private PackedLayer(SparseRows rows, float[] bias)
    {
        float[] values = FewValues(rows.Weights);
        ValueCount = values.Length;
        Lengths = PackLengths(rows);
        Weights = PackFloats(values.Length == 0 ? rows.Weights : values);
        Codes = values.Length == 0 ? [] : PackCodes(rows.Weights, values);
        Bias = PackFloats(bias);
    }

    /// <summary>Values the weights have, where they are listed and numbered; else 0.</summary>
    public int ValueCount { get; }

    /// <summary>Non-zeros of each position, and the gaps between their slots.</summary>
    public byte[] Lengths { get; }

    /// <summary>The weights, or the values they have.</summary>
    public byte[] Weights { get; }

    /// <summary>The number of each weight's value; empty where values are not listed.</summary>
    public byte[] Codes { get; }

    /// <summary>The biases; empty when all are zero.</summary>
    public byte[] Bias { get; }

    /// <summary>Bytes of all sections.</summary>
    public int Length => Lengths.Length + Weights.Length + Codes.Length + Bias.Length;

    /// <summary>The sections of a layer's table.</summary>
    public static PackedLayer Of(Arrangement layer) => new(layer.Rows, layer.StoredBias);

    /// <summary>The values that the weights have, in the order in which they come up; none where there are more than four bits can number.</summary>
    private static float[] FewValues(float[] weights)
    {
        List<float> values = [];
        foreach (float weight in weights)
        {
            if (!values.Contains(weight))
            {
                values.Add(weight);
                if (values.Count > MostValues || weights.Length < LeastWeights)
                {
                    return [];
                }
            }
        }

        return [.. values];
    }

    private static byte[] PackLengths(SparseRows rows)
    {
        List<byte> bytes = new(rows.Weights.Length + rows.Positions);
        for (int position = 0; position < rows.Positions; position++)
        {
            AddInteger(bytes, rows.Starts[position + 1] - rows.Starts[position]);
        }

        for (int position = 0; position < rows.Positions; position++)
        {
            int previous = -1;
            for (int i = rows.Starts[position]; i < rows.Starts[position + 1]; previous = rows.Slots[i++])
            {
                AddInteger(bytes, rows.Slots[i] - previous - 1);
            }
        }

        return [.. bytes];
    }

    private static void AddInteger(List<byte> bytes, int value)
    {
        uint rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        bytes.Add((byte)rest);
    }

    /// <summary>Two numbers of values a byte, the first in the low half.</summary>
    private static byte[] PackCodes(float[] weights, float[] values)
    {
        byte[] codes = new byte[(weights.Length + 1) / 2];
        for (int i = 0; i < weights.Length; i++)
        {
            codes[i / 2] |= (byte)(Array.IndexOf(values, weights[i]) << (4 * (i % 2)));
        }

        return codes;
    }

    private static byte[] PackFloats(float[] values)
    {
        byte[] bytes = new byte[sizeof(float) * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        if (!BitConverter.IsLittleEndian)
        {
            for (int i = 0; i < bytes.Length; i += sizeof(float))
            {
                Array.Reverse(bytes, i, sizeof(float));
            }
        }

        return bytes;
    }
}
