namespace SparseCompile.Compiler.Tensors;

/// <summary>One free-text entry of a safetensors file's <c>__metadata__</c>.</summary>
/// <param name="Key">The key, unique in its file.</param>
/// <param name="Value">The text.</param>
public sealed record MetadataEntry(string Key, string Value);
