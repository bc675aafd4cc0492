namespace SparseCompile.Conformance.Cases;

/// <summary>A model with inputs and the outputs that it is to compute from them, in the layout of ONNX' backend tests.</summary>
/// <param name="Name">Its folder, relative to the one that was searched.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="DataSets">Folders of inputs and outputs.</param>
public sealed record ConformanceCase(string Name, string Folder, IReadOnlyList<string> DataSets)
{
    /// <summary>The model.</summary>
    public string Model => Path.Combine(Folder, CaseFinder.ModelName);

    /// <summary>The model, and all files in which it may keep tensors.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => !DataSets.Any(set => file.StartsWith(set + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal);
}
