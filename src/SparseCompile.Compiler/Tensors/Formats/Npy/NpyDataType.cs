using System.Globalization;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npy;

/// <summary>A NumPy element type.</summary>
/// <param name="Text">As written in the header.</param>
/// <param name="Size">Bytes of one element; 0 when unknown (objects, structures).</param>
/// <param name="Type">How it is decoded; null when this compiler does not take it.</param>
/// <param name="BigEndian">Whether the highest byte comes first.</param>
internal sealed record NpyDataType(string Text, long Size, ElementType? Type, bool BigEndian)
{
    /// <summary>What a tensor must be of to be read.</summary>
    public const string Supported = "f2, f4, f8, b1 or an integer type";

    /// <summary>A structured type, which is never taken.</summary>
    public static NpyDataType Structured(string text) => new(text, 0, null, false);

    /// <summary>The type of a type string such as <c>&lt;f4</c>; null when it is none.</summary>
    public static NpyDataType? Parse(string text)
    {
        bool hasOrder = text.Length > 0 && text[0] is '<' or '>' or '|' or '=';
        string code = hasOrder ? text.Substring(1) : text;
        bool bigEndian = hasOrder && text[0] == '>';
        return code switch
        {
            "f2" => new(text, 2, ElementType.Float16, bigEndian),
            "f4" => new(text, 4, ElementType.Float32, bigEndian),
            "f8" => new(text, 8, ElementType.Float64, bigEndian),
            "i1" => new(text, 1, ElementType.Int8, bigEndian),
            "i2" => new(text, 2, ElementType.Int16, bigEndian),
            "i4" => new(text, 4, ElementType.Int32, bigEndian),
            "i8" => new(text, 8, ElementType.Int64, bigEndian),
            "u1" => new(text, 1, ElementType.UInt8, bigEndian),
            "u2" => new(text, 2, ElementType.UInt16, bigEndian),
            "u4" => new(text, 4, ElementType.UInt32, bigEndian),
            "u8" => new(text, 8, ElementType.UInt64, bigEndian),
            "b1" or "?" => new(text, 1, ElementType.Bool, bigEndian),
            "f12" or "f16" or "c8" or "c16" or "c24" or "c32" => new(text, int.Parse(code.Substring(1), CultureInfo.InvariantCulture), null, bigEndian),
            "O" or "O4" or "O8" => new(text, 0, null, bigEndian),
            _ => ParseSized(text, code, bigEndian),
        };
    }

    private static NpyDataType? ParseSized(string text, string code, bool bigEndian)
    {
        if (code.StartsWith("M8", StringComparison.Ordinal) || code.StartsWith("m8", StringComparison.Ordinal))
        {
            return code.Length == 2 || (code[2] == '[' && code[code.Length - 1] == ']') ? new NpyDataType(text, 8, null, bigEndian) : null;
        }

        // Byte strings, text (four bytes a character) and raw bytes.
        if (code.Length < 2 || code[0] is not ('S' or 'a' or 'U' or 'V') || code[1] is < '0' or > '9'
            || !int.TryParse(code.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out int characters))
        {
            return null;
        }

        return new NpyDataType(text, code[0] == 'U' ? 4L * characters : characters, null, bigEndian);
    }
}
