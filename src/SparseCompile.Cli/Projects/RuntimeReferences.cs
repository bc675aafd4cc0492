using Microsoft.CodeAnalysis;

namespace SparseCompile.Cli.Projects;

/// <summary>The assemblies that generated code is compiled against in memory: this runtime's class library, and SparseCompile's.</summary>
internal static class RuntimeReferences
{
    /// <summary>The references.</summary>
    public static MetadataReference[] All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is string name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SparseModelAttribute).Assembly.Location),
    ];
}
