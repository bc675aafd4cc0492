namespace SparseCompile.Conformance.Cases;

/// <summary>Finds cases below folders.</summary>
public static class CaseFinder
{
    /// <summary>What models are called.</summary>
    public const string ModelName = "model.onnx";

    /// <summary>All cases, by name.</summary>
    public static IReadOnlyList<ConformanceCase> Find(IEnumerable<string> folders) =>
    [
        .. folders.SelectMany(root =>
        {
            string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
            return Directory.EnumerateFiles(full, ModelName, SearchOption.AllDirectories).Select(model => Of(full, Path.GetDirectoryName(model)!));
        }).OrderBy(found => found.Name, StringComparer.Ordinal),
    ];

    private static ConformanceCase Of(string root, string folder) => new(
        Path.GetRelativePath(Path.GetDirectoryName(root) ?? root, folder).Replace('\\', '/'),
        folder,
        [.. Directory.EnumerateDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal)]);
}
