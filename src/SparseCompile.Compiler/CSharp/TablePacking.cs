using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp;

/// <summary>A layer's table as bytes: what <c>PackedTable</c> of the run-time library reads, which documents the format.</summary>
public static class TablePacking
{
    /// <summary>Values that four bits can number.</summary>
    private const int MostValues = 16;

    /// <summary>Weights from which numbering their values is fewer bytes, however many values there are.</summary>
    private const int LeastWeights = 32;

    /// <summary>The bytes of a layer's table.</summary>
    public static byte[] Pack(LayerPlan plan)
    {
        SparseRows rows = plan.Rows;
        List<byte> bytes = new(rows.Weights.Length * 5);
        AddInteger(bytes, rows.Positions);
        AddInteger(bytes, rows.Weights.Length);
        float[] values = FewValues(rows.Weights);
        AddInteger(bytes, values.Length);
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

        AddFloats(bytes, values.Length == 0 ? rows.Weights : values);
        if (values.Length > 0)
        {
            AddCodes(bytes, rows.Weights, values);
        }

        if (plan.HasBias)
        {
            AddFloats(bytes, plan.Bias);
        }

        return [.. bytes];
    }

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

    /// <summary>Two numbers of values a byte, the first in the low half.</summary>
    private static void AddCodes(List<byte> bytes, float[] weights, float[] values)
    {
        for (int i = 0; i < weights.Length; i += 2)
        {
            int second = i + 1 < weights.Length ? Array.IndexOf(values, weights[i + 1]) : 0;
            bytes.Add((byte)(Array.IndexOf(values, weights[i]) | (second << 4)));
        }
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

    private static void AddFloats(List<byte> bytes, float[] values)
    {
        foreach (float value in values)
        {
            byte[] four = BitConverter.GetBytes(value);
            if (!BitConverter.IsLittleEndian)
            {
                Array.Reverse(four);
            }

            bytes.AddRange(four);
        }
    }
}
