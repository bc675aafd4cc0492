using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Safetensors;

/// <summary>The element types the safetensors format knows.</summary>
/// <param name="Bits">Bits of one element.</param>
/// <param name="Type">How it is decoded; null when this compiler does not take it.</param>
internal sealed record SafetensorsDataType(int Bits, ElementType? Type)
{
    /// <summary>What a tensor must be of to be read.</summary>
    public const string Supported = "F64, F32, F16, BF16, BOOL or an integer type";

    /// <summary>The type of a name, or null when the format does not know it.</summary>
    public static SafetensorsDataType? Of(string name) => name switch
    {
        "F64" => new(64, ElementType.Float64),
        "F32" => new(32, ElementType.Float32),
        "F16" => new(16, ElementType.Float16),
        "BF16" => new(16, ElementType.BFloat16),
        "I8" => new(8, ElementType.Int8),
        "I16" => new(16, ElementType.Int16),
        "I32" => new(32, ElementType.Int32),
        "I64" => new(64, ElementType.Int64),
        "U8" => new(8, ElementType.UInt8),
        "U16" => new(16, ElementType.UInt16),
        "U32" => new(32, ElementType.UInt32),
        "U64" => new(64, ElementType.UInt64),
        "BOOL" => new(8, ElementType.Bool),
        "F8_E5M2" or "F8_E4M3" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => new(8, null),
        "F6_E2M3" or "F6_E3M2" => new(6, null),
        "F4" => new(4, null),
        "C64" => new(64, null),
        _ => null,
    };
}
