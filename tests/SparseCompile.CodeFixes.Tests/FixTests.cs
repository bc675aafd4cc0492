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
    public Task A_class_becomes_partial() => Fixes(
        "Make 'Net' partial",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\npublic static class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [2, 3], Ones(6)));

    [Fact]
    public Task A_class_without_modifiers_becomes_partial() => Fixes(
        "Make 'Net' partial",
        "using SparseCompile;\n[SparseModel(\"net.npz\"), Linear(\"fc1\")]\n// Ours.\nclass Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\"), Linear(\"fc1\")]\n// Ours.\npartial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [2, 3], Ones(6)));

    [Fact]
    public Task A_kernel_of_another_order_is_transposed() => Fixes(
        "Set Transposed = true",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[Linear(\"fc2\", Activation = Activation.Relu)]\npublic static partial class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[Linear(\"fc2\", Activation = Activation.Relu, Transposed = true)]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [4, 3], Ones(12)).Add("fc2.weight", [4, 2], Ones(8)));

    [Fact]
    public Task Transposed_is_removed_where_the_weight_fits_without() => Fixes(
        "Remove Transposed",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[Linear(\"fc2\", Transposed = true)]\npublic static partial class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[Linear(\"fc2\")]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [4, 3], Ones(12)).Add("fc2.weight", [2, 4], Ones(8)));

    [Fact]
    public Task The_tensor_that_was_meant_is_named() => Fixes(
        "Use [Linear(\"fc1\", Weight = \"encoder.fc1.kernel_t\")]",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\", Activation = Activation.Relu)]\npublic static partial class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\", Weight = \"encoder.fc1.kernel_t\", Activation = Activation.Relu)]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("encoder.fc1.kernel_t", [4, 3], Ones(12)));

    [Fact]
    public Task A_misspelled_file_is_named() => Fixes(
        "Use 'net.npz'",
        "using SparseCompile;\n[SparseModel(\"nett.npz\")]\n[Linear(\"fc1\")]\npublic static partial class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [2, 3], Ones(6)));

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

    /// <summary>Takes the generator's one diagnostic to the provider, applies the action of that title, and compares the text.</summary>
    private async Task Fixes(string title, string before, string after, NpzBuilder weights)
    {
        string path = _folder.Write("net.npz", weights.ToBytes());
        Diagnostic reported = GeneratorRun.Of(before, new WeightInput(path, "net.npz")).Diagnostics.ShouldHaveSingleItem();
        using AdhocWorkspace workspace = new();
        Document document = workspace.AddProject("App", LanguageNames.CSharp).AddDocument("Models.cs", before);
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        Diagnostic diagnostic = Diagnostic.Create(
            new DiagnosticDescriptor(reported.Id, "", "", "", DiagnosticSeverity.Error, true), Location.Create(tree, reported.Location.SourceSpan), reported.Properties);
        List<CodeAction> actions = [];

        await new SparseCompileCodeFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));

        CodeAction action = actions.ShouldHaveSingleItem();
        action.Title.ShouldBe(title);
        ApplyChangesOperation change = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().ShouldHaveSingleItem();
        (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString().ShouldBe(after);
    }

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];
}
