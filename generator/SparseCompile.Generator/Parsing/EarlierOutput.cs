using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Generator.Parsing;

/// <summary>Recognises members that an earlier build generated into the project's folder, where the next build takes them for sources.</summary>
internal static class EarlierOutput
{
    private const string Folder = "/SparseCompile.Generator/";

    /// <summary>Whether a member was generated.</summary>
    public static bool Is(ISymbol member) => member.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "GeneratedCodeAttribute" && attribute.ConstructorArguments.FirstOrDefault().Value is "SparseCompile");

    /// <summary>Says where from.</summary>
    public static void Report(ISymbol member, INamedTypeSymbol type, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
    {
        string path = PathOf(member.Locations);
        int end = path.LastIndexOf(Folder, StringComparison.Ordinal);
        string folder = end < 0 ? Path.GetDirectoryName(path)?.Replace('\\', '/') ?? "" : path.Substring(0, end);
        diagnostics.Add(CompilerDiagnostic.Create(Rules.CompiledTwice, location, type.Name, Path.GetFileName(path), Relative(folder, type)));
    }

    /// <summary>A folder as seen from the folder that it shares with the type's own files: the project's, in all likelihood.</summary>
    private static string Relative(string folder, INamedTypeSymbol type)
    {
        string[] folders = folder.Split('/');
        int shared = folders.Length - 1;
        foreach (string[] own in type.Locations.Select(place => PathOf([place])).Where(path => !path.StartsWith(folder + "/", StringComparison.Ordinal)).Select(path => path.Split('/')))
        {
            int i = 0;
            while (i < shared && i < own.Length - 1 && own[i] == folders[i])
            {
                i++;
            }

            shared = i;
        }

        return string.Join("/", folders.Skip(shared));
    }

    private static string PathOf(IEnumerable<Location> places) => (places.FirstOrDefault()?.SourceTree?.FilePath ?? "").Replace('\\', '/');
}
