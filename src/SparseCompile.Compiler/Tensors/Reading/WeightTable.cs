using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>A file's table of contents.</summary>
/// <param name="Entries">The tensors in the file's order; names are unique.</param>
/// <param name="Metadata">Free-text entries, where the format has them.</param>
internal sealed record WeightTable(IReadOnlyList<TensorEntry> Entries, EquatableArray<MetadataEntry> Metadata)
{
    /// <summary>No tensors.</summary>
    public static WeightTable Empty { get; } = new([], default);
}
