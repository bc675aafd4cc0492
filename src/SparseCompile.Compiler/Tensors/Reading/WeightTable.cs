using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>A file's table of contents.</summary>
/// <param name="Entries">The tensors in the file's order; names are unique.</param>
/// <param name="Metadata">Free-text entries, where the format has them.</param>
internal sealed record WeightTable(IReadOnlyList<TensorEntry> Entries, EquatableArray<MetadataEntry> Metadata)
{
    /// <summary>What is wrong with tensors that cannot be read, by name: no fault of the file as long as nobody asks for them.</summary>
    public IReadOnlyDictionary<string, WeightFileError> Damaged { get; init; } = new Dictionary<string, WeightFileError>();

    /// <summary>Of an archive without any array, the names of what it holds instead; null for other files.</summary>
    public IReadOnlyCollection<string>? Others { get; init; }

    /// <summary>Of an index, the file of each tensor, relative to the index; null for a file that has tensors itself.</summary>
    public IReadOnlyDictionary<string, string>? Shards { get; init; }

    /// <summary>Of an ONNX file, the model whose tensors these are.</summary>
    public OnnxModel? Onnx { get; init; }

    /// <summary>No tensors.</summary>
    public static WeightTable Empty { get; } = new([], default);
}
