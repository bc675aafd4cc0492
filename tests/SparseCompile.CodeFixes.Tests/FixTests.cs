using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using SparseCompile.Testing;

namespace SparseCompile.CodeFixes.Tests;

/// <summary>What each code fix makes of a definition.</summary>
public sealed class FixTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_item_becomes_one()
    {
        string project = _folder.Write("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\r\n  <PropertyGroup>\r\n  </PropertyGroup>\r\n</Project>\r\n"u8.ToArray());
        _folder.Write("weights/a&b.npz", [1]);
        using AdhocWorkspace workspace = new();
        ProjectInfo info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "App", "App", LanguageNames.CSharp, filePath: project);
        Document document = workspace.AddProject(info).AddDocument("Net.cs", "[SparseModel(\"weights/a&b.npz\")] class Net;");
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        Diagnostic diagnostic = Diagnostic.Create(
            new DiagnosticDescriptor("SPARSE0001", "", "{0}{1}{2}", "", DiagnosticSeverity.Error, true),
            Location.Create(tree, new Microsoft.CodeAnalysis.Text.TextSpan(1, 30)),
            System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add("Argument0", "weights/a&b.npz").Add("Argument1", "none").Add("Argument2", ""));
        List<CodeAction> actions = [];

        await new SparseCompileCodeFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));

        CodeAction added = actions.ShouldHaveSingleItem();
        added.Title.ShouldBe("Add <SparseWeights Include=\"weights/a&b.npz\" /> to App.csproj");
        foreach (CodeActionOperation operation in await added.GetOperationsAsync(CancellationToken.None))
        {
            operation.Apply(workspace, CancellationToken.None);
        }

        File.ReadAllText(project).ShouldBe(
            "<Project Sdk=\"Microsoft.NET.Sdk\">\r\n  <PropertyGroup>\r\n  </PropertyGroup>\r\n  <ItemGroup>\r\n    <SparseWeights Include=\"weights/a&amp;b.npz\" />\r\n  </ItemGroup>\r\n</Project>\r\n");
    }
}
