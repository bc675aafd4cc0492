using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Numbers rounded to floating-point types of eight and four bits, which they stay within.</summary>
internal static class SmallFloatRounding
{
    /// <summary>Whether a type is one of these.</summary>
    public static bool Is(OnnxElementType type) => FormatOf(type) is not null;

    /// <summary>The nearest number of a type, the even one of two; the largest for all that are larger.</summary>
    public static Expression Round(OnnxElementType type, Expression value)
    {
        (int fractionBits, int least, double largest) = FormatOf(type) ?? throw new ArgumentOutOfRangeException(nameof(type));
        Expression clamped = Max(Number(-largest), Min(Number(largest), value)), magnitude = Of(UnaryKind.Abs, clamped);

        // From one power of two to the next, numbers are equally far apart.
        Expression step = Number(Math.Pow(2, least - fractionBits));
        for (int exponent = least + 1; Math.Pow(2, exponent) <= largest; exponent++)
        {
            step = Choose(Less(magnitude, Number(Math.Pow(2, exponent))), step, Number(Math.Pow(2, exponent - fractionBits)));
        }

        return Multiply(Of(UnaryKind.Round, Divide(clamped, step)), step);
    }

    /// <summary>Bits of the fraction, exponent of the least normal number, largest number.</summary>
    private static (int FractionBits, int Least, double Largest)? FormatOf(OnnxElementType type) => type switch
    {
        OnnxElementType.Float8E4M3FN => (3, -6, 448),
        OnnxElementType.Float8E4M3FNUZ => (3, -7, 240),
        OnnxElementType.Float8E5M2 => (2, -14, 57344),
        OnnxElementType.Float8E5M2FNUZ => (2, -15, 57344),
        OnnxElementType.Float4E2M1 => (1, 0, 6),
        _ => null,
    };
}
