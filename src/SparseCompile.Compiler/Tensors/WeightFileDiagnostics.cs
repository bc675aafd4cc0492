using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors;

/// <summary>Turns what is wrong with a weight file into a diagnostic.</summary>
internal static class WeightFileDiagnostics
{
    /// <summary>The diagnostic for an error.</summary>
    /// <param name="file">The file's logical name.</param>
    /// <param name="error">What is wrong.</param>
    /// <param name="location">The attribute that asked for the file.</param>
    public static CompilerDiagnostic Create(string file, WeightFileError error, AttributePlace? location)
    {
        string tensor = error.Tensor.Length == 0 ? "" : $", tensor {Printable.Quote(error.Tensor)},";
        return error.Kind switch
        {
            WeightFileErrorKind.Unreadable => CompilerDiagnostic.Create(Rules.FileUnreadable, location, file, error.Found, error.Expected),
            WeightFileErrorKind.NotAWeightFile => CompilerDiagnostic.Create(Rules.NotAWeightFile, location, file, error.Found, error.Expected),
            WeightFileErrorKind.UnknownFormat => CompilerDiagnostic.Create(Rules.UnknownFormat, location, file, error.Found, error.Expected),
            WeightFileErrorKind.UnsupportedDataType => CompilerDiagnostic.Create(Rules.UnsupportedDataType, location, file, tensor, error.Found, error.Expected),
            WeightFileErrorKind.OutOfRange => CompilerDiagnostic.Create(Rules.ValueOutOfRange, location, file, tensor, error.Found, error.Expected),
            WeightFileErrorKind.PatternWithoutValues => CompilerDiagnostic.Create(Rules.PatternWithoutValues, location, file, error.Found, error.Expected),
            WeightFileErrorKind.TooLarge => CompilerDiagnostic.Create(Rules.TooLarge, location, file, tensor, error.Found, error.Expected),
            WeightFileErrorKind.Malformed or WeightFileErrorKind.MissingTensor => CompilerDiagnostic.Create(Rules.FileMalformed, location, file, tensor, error.Found, error.Expected),
            _ => throw new ArgumentOutOfRangeException(nameof(error)),
        };
    }
}
