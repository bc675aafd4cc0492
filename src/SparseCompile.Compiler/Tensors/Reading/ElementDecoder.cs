using System.Runtime.InteropServices;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Decodes single elements to float32.</summary>
internal static class ElementDecoder
{
    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Bool or ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 or ElementType.UInt16 => 2,
        ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Float64 or ElementType.Int64 or ElementType.UInt64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The element at <paramref name="offset"/> as an unsigned number of its own width.</summary>
    public static ulong Load(byte[] bytes, int offset, int size, bool bigEndian)
    {
        ulong raw = 0;
        for (int i = 0; i < size; i++)
        {
            raw = (raw << 8) | bytes[bigEndian ? offset + i : offset + size - 1 - i];
        }

        return raw;
    }

    /// <summary>Converts a raw element to the nearest float32, ties to even. False when it is finite and beyond the range of float32.</summary>
    public static bool TryConvert(ulong raw, ElementType type, out float value)
    {
        switch (type)
        {
            case ElementType.Float32:
                value = FromBits((uint)raw);
                return true;
            case ElementType.Float64:
                double number = BitConverter.Int64BitsToDouble(unchecked((long)raw));
                value = (float)number;
                return !float.IsInfinity(value) || double.IsInfinity(number);
            case ElementType.Float16:
                value = FromHalf((uint)raw);
                return true;
            case ElementType.BFloat16:
                value = FromBits((uint)raw << 16);
                return true;
            case ElementType.Bool:
                value = raw == 0 ? 0f : 1f;
                return true;
            case ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64:
                value = Nearest(raw);
                return true;
            case ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64:
                long signed = SignExtend(raw, type);
                value = signed < 0 ? -Nearest(Magnitude(signed)) : Nearest(Magnitude(signed));
                return true;
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    /// <summary>The raw element of a signed type as a number.</summary>
    public static long SignExtend(ulong raw, ElementType type)
    {
        int unused = 64 - (8 * SizeOf(type));
        return unchecked((long)(raw << unused) >> unused);
    }

    /// <summary>The float32 nearest to an integer, ties to even: in one rounding, on every host.</summary>
    private static float Nearest(ulong magnitude)
    {
        int dropped = 0;
        while (magnitude >> dropped >= 1UL << 24)
        {
            dropped++;
        }

        if (dropped == 0)
        {
            return magnitude;
        }

        ulong kept = magnitude >> dropped;
        ulong rest = magnitude - (kept << dropped);
        ulong half = 1UL << (dropped - 1);
        kept += rest > half || (rest == half && (kept & 1) != 0) ? 1UL : 0UL;
        return kept * (float)(1UL << dropped);
    }

    private static ulong Magnitude(long value) => value < 0 ? unchecked(0UL - (ulong)value) : (ulong)value;

    private static float FromHalf(uint half)
    {
        uint sign = (half & 0x8000) << 16;
        uint exponent = (half >> 10) & 31;
        uint fraction = half & 0x3ff;
        if (exponent == 31)
        {
            return FromBits(sign | 0x7f800000 | (fraction << 13));
        }

        if (exponent != 0)
        {
            return FromBits(sign | ((exponent + 112) << 23) | (fraction << 13));
        }

        // Subnormal: fraction / 2^24, exact in float32.
        float value = fraction / 16777216f;
        return sign == 0 ? value : -value;
    }

    private static float FromBits(uint bits) => new FloatBits { Bits = bits }.Value;

    [StructLayout(LayoutKind.Explicit)]
    private struct FloatBits
    {
        [FieldOffset(0)]
        public uint Bits;

        [FieldOffset(0)]
        public float Value;
    }
}
