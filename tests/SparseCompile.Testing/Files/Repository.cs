using System.Runtime.CompilerServices;

namespace SparseCompile.Testing;

/// <summary>The repository the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
