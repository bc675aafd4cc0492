using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Compiler.Tests.House;

/// <summary>Finds uses of a folder by another that the table does not allow: usings, and types named in any way, qualified or from an enclosing namespace.</summary>
internal sealed class DirectionChecker
{
    private const string Prefix = "SparseCompile.Compiler";
    private readonly IReadOnlyDictionary<string, string[]> _table;
    private readonly CSharpCompilation _compilation;
    private readonly HashSet<string> _names;

    /// <summary>Checks files against a table.</summary>
    /// <param name="files">All files that use one another.</param>
    /// <param name="table">Folders, and those that each may use.</param>
    public DirectionChecker(IReadOnlyList<SourceFile> files, IReadOnlyDictionary<string, string[]> table)
    {
        _table = table;
        SourceFile usings = SourceFile.Parse("Usings.cs", "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;");
        _compilation = CSharpCompilation.Create(
            "House",
            files.Append(usings).Select(file => file.Tree),
            References(),
            // Without nullable analysis, which takes most of the time and decides no name.
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        _names = [.. files.SelectMany(file => file.Tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()).Select(type => type.Identifier.ValueText)];
    }

    /// <summary>Every forbidden use: file, line, and the namespace that it may not use. A name that C# cannot resolve is reported too: nothing is known of it.</summary>
    public IEnumerable<string> Violations() => _compilation.SyntaxTrees.AsParallel().AsOrdered().SelectMany(tree => Violations(tree).Distinct());

    /// <summary>The folder of a namespace; null for namespaces that are not ours.</summary>
    public static string? FolderOf(string name) => name switch
    {
        Prefix => AllowedEdges.Root,
        "SparseCompile.Runtime" => AllowedEdges.Layouts,
        _ when name.StartsWith(Prefix + ".", StringComparison.Ordinal) => name.Split('.')[2],
        _ when name.StartsWith("SparseCompile.Generator", StringComparison.Ordinal) => AllowedEdges.Generator,
        _ => null,
    };

    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => !Path.GetFileName(path).StartsWith("SparseCompile.", StringComparison.Ordinal))
        .Select(path => MetadataReference.CreateFromFile(path));

    private IEnumerable<string> Violations(SyntaxTree tree)
    {
        string own = tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";
        if (FolderOf(own) is not { } folder)
        {
            yield break;
        }

        if (!_table.TryGetValue(folder, out string[]? allowed))
        {
            yield return $"{tree.FilePath}(1): the folder {folder} is not in the table of allowed edges";
            yield break;
        }

        foreach ((SyntaxNode node, string? used) in Uses(tree))
        {
            if (used is null)
            {
                yield return $"{tree.FilePath}({SourceFile.LineOf(node)}): {node} cannot be resolved";
                continue;
            }

            string? other = FolderOf(used);
            if (other is not null && other != folder && !allowed.Contains(other))
            {
                yield return $"{tree.FilePath}({SourceFile.LineOf(node)}): {folder} may not use {used}";
            }

            if (AreTwoKernels(own, used))
            {
                yield return $"{tree.FilePath}({SourceFile.LineOf(node)}): {own} may not use {used}: a kernel is one folder";
            }
        }
    }

    /// <summary>Kernel generators do not know one another: what they have in common is in the folder above them.</summary>
    private static bool AreTwoKernels(string own, string used)
    {
        string[] left = own.Split('.');
        string[] right = used.Split('.');
        return left.Length > 3 && right.Length > 3 && left[2] == "Kernels" && right[2] == "Kernels" && FolderOf(own) == FolderOf(used) && left[3] != right[3];
    }

    private IEnumerable<(SyntaxNode Node, string? Namespace)> Uses(SyntaxTree tree)
    {
        SemanticModel model = _compilation.GetSemanticModel(tree);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            NameSyntax? name = node switch
            {
                UsingDirectiveSyntax directive => directive.Name,
                SimpleNameSyntax simple when _names.Contains(simple.Identifier.ValueText) => simple,
                _ => null,
            };
            if (name is null)
            {
                continue;
            }

            SymbolInfo info = model.GetSymbolInfo(name);
            ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            ISymbol? used = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType : symbol;
            if (used is null or INamedTypeSymbol or INamespaceSymbol)
            {
                yield return (node, used is INamespaceSymbol ? used.ToDisplayString() : used?.ContainingNamespace.ToDisplayString());
            }
        }
    }
}
