using System.Collections.Immutable;
using System.Globalization;
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
        "using SparseCompile;\n[{|SPARSE0013:SparseModel(\"net.npz\")|}]\n[Linear(\"fc1\")]\npublic static class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [2, 3], Ones(6)));

    [Fact]
    public Task A_class_without_modifiers_becomes_partial() => Fixes(
        "Make 'Net' partial",
        "using SparseCompile;\n[{|SPARSE0013:SparseModel(\"net.npz\")|}, Linear(\"fc1\")]\n// Ours.\nclass Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\"), Linear(\"fc1\")]\n// Ours.\npartial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [2, 3], Ones(6)));

    [Fact]
    public Task A_kernel_of_another_order_is_transposed() => Fixes(
        "Set Transposed = true",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[{|SPARSE0010:Linear(\"fc2\", Activation = Activation.Relu)|}]\npublic static partial class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[Linear(\"fc2\", Activation = Activation.Relu, Transposed = true)]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [4, 3], Ones(12)).Add("fc2.weight", [4, 2], Ones(8)));

    [Fact]
    public Task Transposed_is_removed_where_the_weight_fits_without() => Fixes(
        "Remove Transposed",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[{|SPARSE0010:Linear(\"fc2\", Transposed = true)|}]\npublic static partial class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[Linear(\"fc2\")]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [4, 3], Ones(12)).Add("fc2.weight", [2, 4], Ones(8)));

    [Fact]
    public Task The_tensor_that_was_meant_is_named() => Fixes(
        "Use [Linear(\"fc1\", Weight = \"encoder.fc1.kernel_t\")]",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[{|SPARSE0009:Linear(\"fc1\", Activation = Activation.Relu)|}]\npublic static partial class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\", Weight = \"encoder.fc1.kernel_t\", Activation = Activation.Relu)]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("encoder.fc1.kernel_t", [4, 3], Ones(12)));

    [Fact]
    public Task A_misspelled_file_is_named() => Fixes(
        "Use 'net.npz'",
        "using SparseCompile;\n[{|SPARSE0001:SparseModel(\"nett.npz\")|}]\n[Linear(\"fc1\")]\npublic static partial class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [2, 3], Ones(6)));

    [Theory]
    [InlineData("SPARSE0001", "weights/a&b.npz", "none", "")]
    [InlineData("SPARSE0080", "weights/net.onnx", "fc1.weight", "a&b.npz")]
    public async Task A_file_that_is_no_item_becomes_one(string id, params string[] arguments)
    {
        string project = _folder.Write("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\r\n  <PropertyGroup>\r\n  </PropertyGroup>\r\n</Project>\r\n"u8.ToArray());
        _folder.Write("weights/a&b.npz", [1]);
        using AdhocWorkspace workspace = new();
        ProjectInfo info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "App", "App", LanguageNames.CSharp, filePath: project);
        Document document = workspace.AddProject(info).AddDocument("Net.cs", "[SparseModel(\"weights/a&b.npz\")] class Net;");
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        Diagnostic diagnostic = Diagnostic.Create(
            new DiagnosticDescriptor(id, "", "{0}{1}{2}", "", DiagnosticSeverity.Error, true),
            Location.Create(tree, new Microsoft.CodeAnalysis.Text.TextSpan(1, 30)),
            arguments.Select((argument, i) => ("Argument" + i.ToString(CultureInfo.InvariantCulture), argument)).ToImmutableDictionary(pair => pair.Item1, pair => (string?)pair.argument));
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

    [Fact]
    public Task The_layer_that_was_meant_is_named() => Fixes(
        "Use 'fc1'",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[Linear(\"fc2\")]\n[{|SPARSE0029:Add(\"sum\", \"fc_1\", \"fc2\")|}]\npublic static partial class Net { }\n",
        "using SparseCompile;\n[SparseModel(\"net.npz\")]\n[Linear(\"fc1\")]\n[Linear(\"fc2\")]\n[Add(\"sum\", \"fc1\", \"fc2\")]\npublic static partial class Net { }\n",
        new NpzBuilder().Add("fc1.weight", [4, 4], Ones(16)).Add("fc2.weight", [4, 4], Ones(16)));

    /// <summary>Runs the generator, takes its diagnostic to the provider, applies the action of that title, and runs the generator again: nothing is left to report.</summary>
    private async Task Fixes(string title, string before, string after, NpzBuilder weights)
    {
        GeneratorFixTest test = new([(_folder.Write("net.npz", weights.ToBytes()), "net.npz")]) { TestCode = before, FixedCode = after };
        test.CodeActionVerifier = (action, verifier) => verifier.Equal(title, action.Title);
        await test.RunAsync();
    }

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];
}
