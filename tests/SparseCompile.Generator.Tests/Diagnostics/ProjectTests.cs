using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Generator.Tests.Snapshots;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>What a project must be for its models to be compiled.</summary>
public sealed class ProjectTests : DiagnosticTest
{
    private const string Models =
        """
        using System;
        using SparseCompile;
        namespace App
        {
            [SparseModel("weights/bad.npz"), Linear("fc1")]
            public static partial class Bad { }

            public static class User
            {
                public static void Use(float[] x) { Bad.Infer(x, x); int n = Bad.InferBatch(x, x) + Bad.Info.Layers.Count + Bad.HardwareDescription.Length; }
            }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp11)]
    public void An_older_language_is_one_diagnostic(LanguageVersion language)
    {
        GeneratorRun run = Run(Models, language);

        run.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe(Rules.LanguageTooOld.Id);
        run.CompilerProblems.ShouldBeEmpty();
        if (language == LanguageVersion.CSharp11)
        {
            Snapshot.MatchText(DiagnosticText.Of(run.Diagnostics));
        }
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    public void The_languages_that_generated_code_needs_are_taken(LanguageVersion language)
    {
        GeneratorRun run = Run(Models, language);

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerProblems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("namespace System { public static class MathF { public static float FusedMultiplyAdd(float a, float b, float c) => 42f; } }")]
    [InlineData("namespace System.Runtime.Intrinsics { internal static class Vector128 { } }")]
    [InlineData("namespace SparseCompile.Runtime { internal sealed class LookupTable { } }")]
    public void A_type_of_the_frameworks_full_name_is_one_diagnostic(string type)
    {
        GeneratorRun run = Run(Models + type, LanguageVersion.Preview);

        run.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe(Rules.TypeReplaced.Id);
        if (type.Contains("MathF", StringComparison.Ordinal))
        {
            Snapshot.MatchText(DiagnosticText.Of(run.Diagnostics));
        }
    }

    [Fact]
    public void Layers_on_two_declarations_are_one_diagnostic() => Provoke(
        Rules.ScatteredLayers,
        """Linear("fc2")""",
        """
        [SparseModel("weights/bad.npz"), Linear("fc1")] public static partial class Bad;
        [Linear("fc2")] partial class Bad;
        """,
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void Two_items_of_one_name_are_one_diagnostic() => Provoke(
        Rules.AmbiguousFile,
        """SparseModel("weights/bad.npz")""",
        Bad("npz"),
        [WriteTwoLayers("a/bad.npz") with { LogicalName = "weights/bad.npz" }, WriteTwoLayers("b/bad.npz") with { LogicalName = "weights/bad.npz" }]);

    [Fact]
    public void Items_that_differ_in_case_only_are_one_diagnostic_unless_one_is_exact()
    {
        WeightInput[] files = [WriteTwoLayers("weights/bad.npz"), WriteTwoLayers("Weights/Bad.npz")];

        Provoke(Rules.AmbiguousFile, """SparseModel("WEIGHTS/BAD.npz")""", Bad("npz").Replace("weights/bad", "WEIGHTS/BAD", StringComparison.Ordinal), files);

        GeneratorRun.Of(Usings + Bad("npz"), files).Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void One_file_twice_is_one_file() =>
        GeneratorRun.Of(Usings + Bad("npz"), [WriteTwoLayers("weights/bad.npz"), WriteTwoLayers("weights/bad.npz")]).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void Generated_files_among_the_sources_are_one_diagnostic()
    {
        WeightInput file = WriteTwoLayers("weights/bad.npz");
        CSharpCompilation first = At(GeneratorRun.Compile(Usings + Bad("npz")), "/src/App/Models/Bad.cs");
        GeneratorRun run = GeneratorRun.OfCompilation(first, [file]);
        CSharpCompilation second = first.AddSyntaxTrees(run.Sources.Select(source => CSharpSyntaxTree.ParseText(
            source.Value, (CSharpParseOptions)first.SyntaxTrees[0].Options, "/src/App/Generated/SparseCompile.Generator/SparseCompile.Generator.SparseCompileGenerator/" + source.Key)));

        GeneratorRun again = GeneratorRun.OfCompilation(second, [file]);

        again.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe(Rules.CompiledTwice.Id);
        again.Output.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        Snapshot.MatchText(DiagnosticText.Of(again.Diagnostics));
    }

    private static CSharpCompilation At(CSharpCompilation compilation, string path) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], compilation.SyntaxTrees[0].WithFilePath(path));

    private GeneratorRun Run(string source, LanguageVersion language) =>
        GeneratorRun.OfCompilation(GeneratorRun.Compile(source, language: language), [WriteTwoLayers("weights/bad.npz")]);
}
