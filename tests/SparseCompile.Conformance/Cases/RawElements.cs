using System.Buffers.Binary;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

namespace SparseCompile.Conformance.Cases;

/// <summary>Decodes <c>raw_data</c>.</summary>
internal static class RawElements
{
    /// <summary>The elements of a type.</summary>
    public static double[] Decode(int type, byte[] raw, long count)
    {
        int bits = BitsOf(type);
        return bits < 8 ? Parts(type, bits, raw, count) : [.. raw.Chunk(bits / 8).Select(bytes => Decode(type, bytes))];
    }

    /// <summary>Bits of an element.</summary>
    public static int BitsOf(int type) => type switch
    {
        25 or 26 => 2,
        21 or 22 or 23 => 4,
        2 or 3 or 9 or (>= 17 and <= 20) or 24 => 8,
        4 or 5 or 10 or 16 => 16,
        1 or 6 or 12 => 32,
        7 or 11 or 13 => 64,
        _ => throw new InvalidDataException($"Elements of type {type}."),
    };

    private static double Decode(int type, byte[] bytes) => type switch
    {
        1 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        2 => bytes[0],
        3 => (sbyte)bytes[0],
        4 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        5 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        6 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        7 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        9 => bytes[0] == 0 ? 0 : 1,
        10 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        11 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        12 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        13 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        >= 17 => SmallFloats.Decode((OnnxElementType)type, bytes[0])!.Value,
        _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
    };

    private static double[] Parts(int type, int bits, byte[] raw, long count)
    {
        double[] values = new double[count];
        for (int i = 0; i < values.Length; i++)
        {
            int value = raw[i * bits / 8] >> (i * bits % 8) & ((1 << bits) - 1);
            values[i] = type == 23 ? SmallFloats.Decode(OnnxElementType.Float4E2M1, (uint)value)!.Value : type is 22 or 26 && value >= 1 << (bits - 1) ? value - (1 << bits) : value;
        }

        return values;
    }
}
