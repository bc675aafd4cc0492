using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.House;

/// <summary>A source file of the repository, parsed as the compiler project compiles it.</summary>
/// <param name="Path">Its path from the repository's root, with forward slashes.</param>
/// <param name="Tree">Its syntax.</param>
internal sealed record SourceFile(string Path, SyntaxTree Tree)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, preprocessorSymbols: ["SPARSECOMPILE_COMPILER"]);

    /// <summary>All source files below a folder.</summary>
    public static IReadOnlyList<SourceFile> Below(string folder)
    {
        string root = System.IO.Path.Combine(Repository.Root, folder);
        SourceFile[] files =
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
                .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
                .Order(StringComparer.Ordinal)
                .Select(path => Parse(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)))),
        ];
        files.ShouldNotBeEmpty();
        return files;
    }

    /// <summary>A file of some text.</summary>
    public static SourceFile Parse(string path, string text) => new(path, CSharpSyntaxTree.ParseText(text, Options, path));

    /// <summary>The line of a node, from 1.</summary>
    public static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
