namespace SparseCompile.Benchmarks.Common;

/// <summary>Finds the repository that this program was built in.</summary>
internal static class RepositoryRoot
{
    /// <summary>The repository's root folder, or null when the program was copied out of it.</summary>
    /// <remarks>Searched upwards from the program, not from the current folder: both verbs work wherever they are started.</remarks>
    public static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "global.json")) && File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
