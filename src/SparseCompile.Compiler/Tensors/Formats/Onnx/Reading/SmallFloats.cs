namespace SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

/// <summary>Decodes floating-point numbers of eight and four bits.</summary>
internal static class SmallFloats
{
    /// <summary>The number that some bits are; null where the type is none of these.</summary>
    public static double? Decode(OnnxElementType type, uint bits) => type switch
    {
        OnnxElementType.Float8E4M3FN => (bits & 127) == 127 ? double.NaN : Number(bits, 4, 3, 7),
        OnnxElementType.Float8E4M3FNUZ => bits == 128 ? double.NaN : Number(bits, 4, 3, 8),
        OnnxElementType.Float8E5M2 => (bits & 127) > 124 ? double.NaN : (bits & 127) == 124 ? (bits > 127 ? double.NegativeInfinity : double.PositiveInfinity) : Number(bits, 5, 2, 15),
        OnnxElementType.Float8E5M2FNUZ => bits == 128 ? double.NaN : Number(bits, 5, 2, 16),
        OnnxElementType.Float8E8M0 => bits == 255 ? double.NaN : Math.Pow(2, (int)bits - 127),
        OnnxElementType.Float4E2M1 => Number(bits, 2, 1, 1),
        _ => null,
    };

    private static double Number(uint bits, int exponentBits, int fractionBits, int bias)
    {
        uint fraction = bits & ((1u << fractionBits) - 1);
        int exponent = (int)(bits >> fractionBits) & ((1 << exponentBits) - 1);
        double magnitude = exponent == 0
            ? fraction * Math.Pow(2, 1 - bias - fractionBits)
            : ((1u << fractionBits) + fraction) * Math.Pow(2, exponent - bias - fractionBits);
        return (bits >> (exponentBits + fractionBits) & 1) == 0 ? magnitude : -magnitude;
    }
}
