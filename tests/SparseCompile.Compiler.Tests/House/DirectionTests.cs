using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Compiler.Tests.House;

/// <summary>The data goes one way: no folder uses one that it may not.</summary>
public sealed class DirectionTests
{
    private static readonly IReadOnlyList<SourceFile> Compiler = SourceFile.Below("src/SparseCompile.Compiler");

    [Fact]
    public void No_folder_uses_one_that_the_table_does_not_allow()
    {
        SourceFile[] files = [.. Compiler, .. SourceFile.Below("src/SparseCompile.Layouts"), .. SourceFile.Below("generator/SparseCompile.Generator")];
        new DirectionChecker(files, AllowedEdges.Table).Violations().ShouldBeEmpty();
    }

    [Fact]
    public void The_table_has_no_cycle()
    {
        List<string> left = [.. AllowedEdges.Table.Keys];
        while (left.RemoveAll(folder => !AllowedEdges.Table[folder].Any(left.Contains)) > 0)
        {
        }

        left.ShouldBeEmpty();
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        foreach (SourceFile file in Compiler.Where(file => !file.Path.Contains("/Polyfills/")))
        {
            string expected = string.Join(".", file.Path.Split('/').Skip(1).SkipLast(1));
            file.Tree.GetRoot().DescendantNodes().OfType<FileScopedNamespaceDeclarationSyntax>().Single().Name.ToString().ShouldBe(expected, file.Path);
        }
    }

    [Theory]
    [InlineData("using SparseCompile.Compiler.Scheduling;\nnamespace SparseCompile.Compiler.Graphs;\nclass A;", "Graphs.cs(1): Graphs may not use SparseCompile.Compiler.Scheduling")]
    [InlineData("namespace SparseCompile.Compiler.Graphs;\nclass A\n{\n    Scheduling.Plan? _plan;\n}", "Graphs.cs(4): Graphs may not use SparseCompile.Compiler.Scheduling")]
    [InlineData("namespace SparseCompile.Compiler.Graphs;\nclass A\n{\n    object M() => new global::SparseCompile.Compiler.Scheduling.Plan();\n}", "Graphs.cs(4): Graphs may not use SparseCompile.Compiler.Scheduling")]
    [InlineData("namespace SparseCompile.Compiler.Graphs;\nclass A\n{\n    string M() => nameof(Whole);\n}", "Graphs.cs(4): Graphs may not use SparseCompile.Compiler")]
    [InlineData("using SparseCompile.Compiler.Absent;\nnamespace SparseCompile.Compiler.Graphs;\nclass A;", "Graphs.cs(1): using SparseCompile.Compiler.Absent; cannot be resolved")]
    [InlineData("namespace SparseCompile.Compiler.Novel;\nclass A;", "Graphs.cs(1): the folder Novel is not in the table of allowed edges")]
    [InlineData("namespace SparseCompile.Compiler.Kernels.Left;\nclass A : Right.Kernel;", "Graphs.cs(2): SparseCompile.Compiler.Kernels.Left may not use SparseCompile.Compiler.Kernels.Right: a kernel is one folder")]
    public void The_checker_finds_what_is_forbidden(string text, string expected)
    {
        SourceFile[] files =
        [
            SourceFile.Parse("Graphs.cs", text),
            SourceFile.Parse("Scheduling.cs", "namespace SparseCompile.Compiler.Scheduling;\npublic class Plan;"),
            SourceFile.Parse("Kernel.cs", "namespace SparseCompile.Compiler.Kernels.Right;\npublic class Kernel;"),
            SourceFile.Parse("Whole.cs", "namespace SparseCompile.Compiler;\npublic class Whole;"),
        ];
        new DirectionChecker(files, AllowedEdges.Table).Violations().ShouldBe([expected]);
    }

    [Fact]
    public void The_checker_allows_what_the_table_allows()
    {
        SourceFile[] files =
        [
            SourceFile.Parse("Graphs.cs", "using SparseCompile.Compiler.Tensors;\nnamespace SparseCompile.Compiler.Graphs;\nclass A\n{\n    Matrix? _matrix;\n    A? _next;\n}"),
            SourceFile.Parse("Tensors.cs", "namespace SparseCompile.Compiler.Tensors;\npublic class Matrix;"),
        ];
        new DirectionChecker(files, AllowedEdges.Table).Violations().ShouldBeEmpty();
    }
}
