namespace SparseCompile.Testing;

/// <summary>Finds the third-party test data beside the repository: not part of it, and absent on many machines.</summary>
public static class SharedData
{
    /// <summary>Why a test is skipped; null when the data is there.</summary>
    public static string? SkipReason { get; } =
        Find() is null ? "The third-party data folder ../shared/data (relative to the repository's top) is not on this machine." : null;

    /// <summary>The full path of a file or folder of the data.</summary>
    public static string PathOf(string relative) =>
        Path.Combine(Find() ?? throw new InvalidOperationException(SkipReason), relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Files under a folder of the data with an extension, relative to the data, sorted; none without the data.</summary>
    public static IEnumerable<string> Files(string folder, string extension)
    {
        string? root = Find();
        return root is null
            ? []
            : Directory.EnumerateFiles(Path.Combine(root, folder), "*" + extension, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal);
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SparseCompile.sln")) || File.Exists(Path.Combine(folder.FullName, "global.json")))
            {
                string data = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}
