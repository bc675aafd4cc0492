using System.Security;
using SparseCompile.Compiler.Common.Json;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Makes errors, and turns the exceptions that reading can meet into errors.</summary>
internal static class Failure
{
    /// <summary>The bytes break a rule of the format.</summary>
    public static WeightFileException Malformed(string tensor, string found, string expected) =>
        new(new WeightFileError(WeightFileErrorKind.Malformed, tensor, found, expected));

    /// <summary>An error of any kind.</summary>
    public static WeightFileException Of(WeightFileErrorKind kind, string tensor, string found, string expected) =>
        new(new WeightFileError(kind, tensor, found, expected));

    /// <summary>A valid tensor whose element type has no float32 counterpart here.</summary>
    public static WeightFileException UnsupportedType(TensorInfo info, string supported) =>
        new(new WeightFileError(WeightFileErrorKind.UnsupportedDataType, info.Name, "elements of type " + Printable.Quote(info.DataType) + Cause(info.DataType), supported));

    /// <summary>What an element type is that is not taken, and how to save the values otherwise.</summary>
    private static string Cause(string dataType)
    {
        string code = dataType.TrimStart('<', '>', '|', '=');
        return code.StartsWith("O", StringComparison.Ordinal) ? " (Python objects, which only Python can read: arrays of arrays, or of different lengths; save each with numpy.float32)"
            : code == "V2" ? " (two bytes without a meaning, as NumPy saves bfloat16; save array.astype(numpy.float32), or safetensors)"
            : code is "V1" or "V4" ? " (bytes without a meaning, as NumPy saves types that it does not know; save array.astype(numpy.float32))"
            : code.StartsWith("F8_", StringComparison.Ordinal) || code.StartsWith("F6_", StringComparison.Ordinal) || code == "F4" ? " (a type of quantized weights; dequantize and save float32)"
            : code.StartsWith("c", StringComparison.Ordinal) || code == "C64" ? " (complex numbers)"
            : code.StartsWith("[", StringComparison.Ordinal) ? " (structures; save each field as an array)"
            : code is "f12" or "f16" ? " (long double; save array.astype(numpy.float64))"
            : "";
    }

    /// <summary>A finite number that float32 cannot hold.</summary>
    public static WeightFileException OutOfRange(string tensor, double value, string place) =>
        OutOfRange(tensor, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), place);

    /// <summary>The same for a number in text.</summary>
    public static WeightFileException OutOfRange(string tensor, string value, string place) => new(new WeightFileError(
        WeightFileErrorKind.OutOfRange,
        tensor,
        "the value " + value + " " + place,
        "finite values of at most 3.4028235E+38 in magnitude, the range of float32"));

    /// <summary>The file is not what it was when it was opened.</summary>
    public static WeightFileException Changed() =>
        new(new WeightFileError(WeightFileErrorKind.Unreadable, string.Empty, "a file that changed while it was being read", "the content that was opened before"));

    /// <summary>Whether an exception is one that a bad, missing or changing file can cause. Anything else is a defect and is not hidden.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is WeightFileException or JsonFormatException or IOException or UnauthorizedAccessException or SecurityException
            or InvalidDataException or OutOfMemoryException;

    /// <summary>The error an expected exception stands for. System messages are left out: they differ by machine and language.</summary>
    public static WeightFileError Describe(Exception exception, string tensor) => exception switch
    {
        WeightFileException known => known.Error,
        JsonFormatException json => new WeightFileError(WeightFileErrorKind.Malformed, string.Empty, json.Found, json.Expected),
        InvalidDataException => new WeightFileError(WeightFileErrorKind.Malformed, tensor, "deflated data that cannot be inflated", "a valid deflate stream"),
        OutOfMemoryException => new WeightFileError(WeightFileErrorKind.TooLarge, tensor, "more stored elements than memory holds", "fewer non-zeros"),
        FileNotFoundException or DirectoryNotFoundException => new WeightFileError(WeightFileErrorKind.Unreadable, string.Empty, "no such file", "a weight file"),
        UnauthorizedAccessException => new WeightFileError(
            WeightFileErrorKind.Unreadable, string.Empty, "a folder, or a file without the permission to read it", "a readable weight file"),
        _ => new WeightFileError(
            WeightFileErrorKind.Unreadable, string.Empty, "a file that cannot be read (" + exception.GetType().Name + ")", "a readable weight file"),
    };
}
