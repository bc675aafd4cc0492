namespace SparseCompile.Compiler.Tensors.Formats.Onnx;

/// <summary>Element types with the numbers of ONNX' <c>TensorProto.DataType</c>.</summary>
public enum OnnxElementType
{
    /// <summary>No type is stated.</summary>
    Undefined = 0,

    /// <summary>IEEE 754 single precision.</summary>
    Float = 1,

    /// <summary>Unsigned, 1 byte.</summary>
    UInt8 = 2,

    /// <summary>Signed, 1 byte.</summary>
    Int8 = 3,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16 = 4,

    /// <summary>Signed, 2 bytes.</summary>
    Int16 = 5,

    /// <summary>Signed, 4 bytes.</summary>
    Int32 = 6,

    /// <summary>Signed, 8 bytes.</summary>
    Int64 = 7,

    /// <summary>Text.</summary>
    String = 8,

    /// <summary>One byte, 0 or not.</summary>
    Bool = 9,

    /// <summary>IEEE 754 half precision.</summary>
    Float16 = 10,

    /// <summary>IEEE 754 double precision.</summary>
    Double = 11,

    /// <summary>Unsigned, 4 bytes.</summary>
    UInt32 = 12,

    /// <summary>Unsigned, 8 bytes.</summary>
    UInt64 = 13,

    /// <summary>Two float32.</summary>
    Complex64 = 14,

    /// <summary>Two float64.</summary>
    Complex128 = 15,

    /// <summary>The upper half of a float32.</summary>
    BFloat16 = 16,

    /// <summary>Eight bits: four of exponent, three of fraction, no infinities.</summary>
    Float8E4M3FN = 17,

    /// <summary>The same with another bias and one zero.</summary>
    Float8E4M3FNUZ = 18,

    /// <summary>Eight bits: five of exponent, two of fraction.</summary>
    Float8E5M2 = 19,

    /// <summary>The same with another bias and one zero.</summary>
    Float8E5M2FNUZ = 20,

    /// <summary>Unsigned, half a byte.</summary>
    UInt4 = 21,

    /// <summary>Signed, half a byte.</summary>
    Int4 = 22,

    /// <summary>Half a byte: two bits of exponent, one of fraction.</summary>
    Float4E2M1 = 23,

    /// <summary>Eight bits of exponent.</summary>
    Float8E8M0 = 24,

    /// <summary>Unsigned, a quarter of a byte.</summary>
    UInt2 = 25,

    /// <summary>Signed, a quarter of a byte.</summary>
    Int2 = 26,
}

/// <summary>What the element types are.</summary>
public static class OnnxElementTypes
{
    private const int Last = (int)OnnxElementType.Int2;

    /// <summary>The type's name in ONNX: <c>FLOAT</c>, <c>INT8</c>.</summary>
    public static string NameOf(OnnxElementType type) => type.ToString().ToUpperInvariant();

    /// <summary>The type of a number; null for numbers without one.</summary>
    public static OnnxElementType? Of(long number) => number is > 0 and <= Last ? (OnnxElementType)number : null;

    /// <summary>Bits of an element; 0 for types without numbers of one size.</summary>
    public static int BitsOf(OnnxElementType type) => type switch
    {
        OnnxElementType.UInt2 or OnnxElementType.Int2 => 2,
        OnnxElementType.UInt4 or OnnxElementType.Int4 or OnnxElementType.Float4E2M1 => 4,
        OnnxElementType.UInt8 or OnnxElementType.Int8 or OnnxElementType.Bool or OnnxElementType.Float8E8M0 => 8,
        OnnxElementType.Float8E4M3FN or OnnxElementType.Float8E4M3FNUZ or OnnxElementType.Float8E5M2 or OnnxElementType.Float8E5M2FNUZ => 8,
        OnnxElementType.UInt16 or OnnxElementType.Int16 or OnnxElementType.Float16 or OnnxElementType.BFloat16 => 16,
        OnnxElementType.Float or OnnxElementType.Int32 or OnnxElementType.UInt32 => 32,
        OnnxElementType.Double or OnnxElementType.Int64 or OnnxElementType.UInt64 => 64,
        _ => 0,
    };

    /// <summary>Whether elements are integers, or truth values.</summary>
    public static bool IsInteger(OnnxElementType type) => IsSigned(type) || IsUnsigned(type);

    /// <summary>Whether elements are integers with a sign.</summary>
    public static bool IsSigned(OnnxElementType type) => type is OnnxElementType.Int2 or OnnxElementType.Int4 or OnnxElementType.Int8 or OnnxElementType.Int16
        or OnnxElementType.Int32 or OnnxElementType.Int64;

    /// <summary>Whether elements are integers without a sign, or truth values.</summary>
    public static bool IsUnsigned(OnnxElementType type) => type is OnnxElementType.UInt2 or OnnxElementType.UInt4 or OnnxElementType.UInt8 or OnnxElementType.UInt16
        or OnnxElementType.UInt32 or OnnxElementType.UInt64 or OnnxElementType.Bool;

    /// <summary>The least and the largest integer of a type.</summary>
    public static (double Low, double High) RangeOf(OnnxElementType type)
    {
        int bits = type == OnnxElementType.Bool ? 1 : BitsOf(type);
        return IsSigned(type) ? (-Math.Pow(2, bits - 1), Math.Pow(2, bits - 1) - 1) : (0, Math.Pow(2, bits) - 1);
    }
}
