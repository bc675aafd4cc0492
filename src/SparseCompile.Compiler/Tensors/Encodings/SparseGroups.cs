namespace SparseCompile.Compiler.Tensors.Encodings;

/// <summary>Finds matrices that several tensors store together, by the names of the tensors.</summary>
public static class SparseGroups
{
    private static readonly string[] Keys =
    [
        "data", "values", "indices", "indptr", "shape", "size", "format", "row", "col", "coords", "offsets", "crow_indices", "col_indices",
        "ccol_indices", "row_indices", "bitmask", "compressed", "row_offsets", "_is_array",
    ];

    /// <summary>The groups among these tensors, in the order of their first tensors.</summary>
    public static IReadOnlyList<SparseGroup> Find(IReadOnlyCollection<TensorInfo> tensors)
    {
        Dictionary<string, Dictionary<string, TensorInfo>> buckets = new(StringComparer.Ordinal);
        foreach (TensorInfo tensor in tensors)
        {
            foreach (string key in Keys)
            {
                int stem = tensor.Name.Length - key.Length - 1;
                if (stem >= 1 && tensor.Name[stem] is '.' or '_' or '/' && tensor.Name.EndsWith(key, StringComparison.Ordinal))
                {
                    string prefix = tensor.Name.Substring(0, stem + 1);
                    if (!buckets.TryGetValue(prefix, out Dictionary<string, TensorInfo>? bucket))
                    {
                        buckets[prefix] = bucket = new(StringComparer.Ordinal);
                    }

                    bucket[key] = tensor;
                }
            }
        }

        return [.. buckets.Select(bucket => Group(bucket.Key.Substring(0, bucket.Key.Length - 1), bucket.Value)).OfType<SparseGroup>()];
    }

    /// <summary>Whether these names, and no others, are those of one matrix without a name of its own: what <c>save_npz</c> writes.</summary>
    public static bool IsWholeFile(IReadOnlyCollection<TensorInfo> tensors) =>
        tensors.Count > 0
        && tensors.All(tensor => Array.IndexOf(Keys, tensor.Name) >= 0)
        && StorageOf(tensors.GroupBy(tensor => tensor.Name).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal)) is not null;

    private static SparseGroup? Group(string name, Dictionary<string, TensorInfo> parts) => StorageOf(parts) is { } storage
        ? new SparseGroup(name, storage, parts.ToDictionary(part => part.Key, part => part.Value.Name, StringComparer.Ordinal))
        : null;

    private static SparseStorage? StorageOf(Dictionary<string, TensorInfo> parts)
    {
        bool hasValues = Has("values") || Has("data");
        return hasValues && Has("crow_indices") && Has("col_indices") ? SparseStorage.CompressedRows
            : hasValues && Has("ccol_indices") && Has("row_indices") ? SparseStorage.CompressedColumns
            : hasValues && Has("indptr") && Has("indices") ? SparseStorage.Compressed
            : hasValues && Has("row") && Has("col") ? SparseStorage.Coordinates
            : hasValues && (HasPairs("coords") || HasPairs("indices")) ? SparseStorage.Coordinates
            : Has("data") && Has("offsets") && Has("shape") ? SparseStorage.Diagonals
            : Has("bitmask") && Has("compressed") && Has("shape") ? SparseStorage.Bitmask
            : null;

        bool Has(string key) => parts.ContainsKey(key);

        bool HasPairs(string key) => parts.TryGetValue(key, out TensorInfo? pairs) && pairs.Shape.Count == 2 && pairs.Shape[0] == 2;
    }
}
