using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp;

/// <summary>A layer's table as bytes: what <c>PackedTable</c> of the run-time library reads, which documents the format.</summary>
public static class TablePacking
{
    /// <summary>The bytes of a layer's table.</summary>
    public static byte[] Pack(LayerPlan plan)
    {
        SparseRows rows = plan.Rows;
        List<byte> bytes = new(rows.Weights.Length * 5);
        AddInteger(bytes, rows.Positions);
        AddInteger(bytes, rows.Weights.Length);
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

        AddFloats(bytes, rows.Weights);
        if (plan.HasBias)
        {
            AddFloats(bytes, plan.Bias);
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

    private static void AddFloats(List<byte> bytes, float[] values)
    {
        foreach (float value in values)
        {
            byte[] four = BitConverter.GetBytes(value);
            if (!BitConverter.IsLittleEndian)
            {
                System.Array.Reverse(four);
            }

            bytes.AddRange(four);
        }
    }
}
