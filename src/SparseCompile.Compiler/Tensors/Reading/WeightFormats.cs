using SparseCompile.Compiler.Tensors.Formats.Npy;
using SparseCompile.Compiler.Tensors.Formats.Npz;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Formats.Safetensors;
using SparseCompile.Compiler.Tensors.Formats.Text;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>The one list of formats and their readers.</summary>
internal static class WeightFormats
{
    /// <summary>The format of a path, by its extension in any case.</summary>
    public static WeightFileFormat Of(string path) => FileNames.Extension(path).ToLowerInvariant() switch
    {
        ".safetensors" => WeightFileFormat.Safetensors,
        ".npy" => WeightFileFormat.Npy,
        ".npz" => WeightFileFormat.Npz,
        ".mtx" => WeightFileFormat.MatrixMarket,
        ".smtx" => WeightFileFormat.Smtx,
        ".onnx" => WeightFileFormat.Onnx,
        ".json" when path.EndsWith(SafetensorsIndexReader.Ending, StringComparison.OrdinalIgnoreCase) => WeightFileFormat.SafetensorsIndex,
        _ => WeightFileFormat.Unknown,
    };

    /// <summary>Reads and checks a file's table of contents.</summary>
    public static WeightTable ReadTable(WeightFileFormat format, WeightFileBytes file, string tensorName, string extension) => format switch
    {
        WeightFileFormat.Safetensors => SafetensorsReader.ReadTable(file),
        WeightFileFormat.SafetensorsIndex => SafetensorsIndexReader.ReadTable(file),
        WeightFileFormat.Npy => NpyReader.ReadTable(file, tensorName),
        WeightFileFormat.Npz => NpzReader.ReadTable(file),
        WeightFileFormat.MatrixMarket => MatrixMarketReader.ReadTable(file, tensorName),
        WeightFileFormat.Smtx => SmtxReader.ReadTable(file, tensorName),
        WeightFileFormat.Onnx => OnnxReader.ReadTable(file),
        _ => throw Failure.Of(
            WeightFileErrorKind.UnknownFormat,
            string.Empty,
            extension.Length == 0 ? "a file name without extension" : "the extension " + Printable.Quote(extension),
            ".safetensors, .npy, .npz, .mtx, .smtx or .onnx"),
    };

    /// <summary>Reads one tensor of the table.</summary>
    public static Tensor ReadTensor(WeightFileFormat format, WeightFileBytes file, TensorEntry entry, PatternValues patternValues) => format switch
    {
        WeightFileFormat.Safetensors => SafetensorsReader.ReadTensor(file, entry),
        WeightFileFormat.Npy => NpyReader.ReadTensor(file, entry),
        WeightFileFormat.Npz => NpzReader.ReadTensor(file, entry),
        WeightFileFormat.MatrixMarket => MatrixMarketReader.ReadTensor(file, entry),
        WeightFileFormat.Smtx => SmtxReader.ReadTensor(file, entry, patternValues),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
