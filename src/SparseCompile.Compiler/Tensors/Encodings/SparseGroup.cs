namespace SparseCompile.Compiler.Tensors.Encodings;

/// <summary>How several tensors store one matrix of which only some elements are kept.</summary>
public enum SparseStorage
{
    /// <summary>Starts of lines, the other index of each entry, values; of rows or of columns, which a <c>format</c> or the shape says.</summary>
    Compressed,

    /// <summary>The same, of rows.</summary>
    CompressedRows,

    /// <summary>The same, of columns.</summary>
    CompressedColumns,

    /// <summary>A row and a column for each value.</summary>
    Coordinates,

    /// <summary>Diagonals and their offsets.</summary>
    Diagonals,

    /// <summary>One bit for each element, and the values of those whose bit is set.</summary>
    Bitmask,
}

/// <summary>A matrix that several tensors of a file store together: as SciPy's <c>save_npz</c>, PyTorch's sparse tensors or compressed-tensors write it.</summary>
/// <param name="name">What the names of its parts start with.</param>
/// <param name="storage">How it is stored.</param>
/// <param name="parts">The tensors, by the key that their name ends in.</param>
public sealed class SparseGroup(string name, SparseStorage storage, IReadOnlyDictionary<string, string> parts)
{
    /// <summary>What the names of its parts start with.</summary>
    public string Name { get; } = name;

    /// <summary>How it is stored.</summary>
    public SparseStorage Storage { get; } = storage;

    /// <summary>The tensors, by the key that their name ends in.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; } = parts;

    /// <summary>The tensor of the first of these keys that is there; null for none.</summary>
    public string? Part(params string[] keys) => keys.Select(key => Parts.TryGetValue(key, out string? part) ? part : null).FirstOrDefault(part => part is not null);
}
