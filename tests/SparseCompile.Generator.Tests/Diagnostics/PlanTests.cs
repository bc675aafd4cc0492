using Microsoft.CodeAnalysis;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Generator.Tests.Snapshots;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>What is compiled and remarked on, and what cannot be compiled for reasons outside of the model.</summary>
public sealed class PlanTests : DiagnosticTest
{
    [Fact]
    public void A_network_over_the_budget_is_told_so() => Provoke(
        Rules.OverUnrollingBudget,
        """SparseModel("weights/bad.npz")""",
        Bad("npz"),
        new NpzBuilder().Add("fc1.weight", [16, 300], Pruned(16 * 300, 20, 7)).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_layer_too_dense_for_sparsity_to_pay_is_warned_of()
    {
        // Two rows leave fourteen of sixteen lanes idle. With more, rows share their inputs and cost no more than dense ones.
        float[] dense = [.. Pruned(2 * 3000, 5, 11).Select((weight, i) => weight == 0 ? 0.5f + (i * 0.001f) : 0f)];
        WeightInput file = new NpzBuilder().Add("fc1.weight", [2, 3000], dense).Write(Folder, "weights/bad.npz");

        GeneratorRun run = Check(
            Rules.TooDense, """Linear("fc1")""", Bad("npz").Replace("npz\"", "npz\", Unrolling = Unrolling.None", StringComparison.Ordinal), [file]);

        // The figures are the cost table's, and change with every measurement of it: they are no part of a snapshot.
        run.Diagnostics[0].GetMessage().ShouldMatch(
            @"^Layer 'fc1' is too dense to benefit from sparsity: \d\d\.\d\d % of its weights are non-zero; estimated \d+ ns, against \d+ ns for a dense kernel$");
    }

    [Fact]
    public void A_pruning_pattern_is_named() => Provoke(
        Rules.PatternFound,
        """Linear("fc1")""",
        Bad("npz"),
        new NpzBuilder().Add("fc1.weight", [8, 32], [.. Enumerable.Range(0, 256).Select(i => i % 4 == i / 64 || i % 4 == 3 ? 0.5f + (i / 8 % 2) : 0f)]).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_layer_that_is_all_zero_is_warned_of() => Provoke(
        Rules.AllZero,
        """Linear("fc2")""",
        Bad("npz", """[Linear("fc1"), Linear("fc2")]"""),
        new NpzBuilder().Add("fc1.weight", [2, 3], 1, 0, 2, 0, 0, -3).Add("fc2.weight", [2, 2], 0, 0, -0f, 0).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_matrix_that_is_all_zero_is_warned_of() => Provoke(
        Rules.AllZero, """SparseMatrix("weights/bad.npz")""", BadMatrix("npz"), new NpzBuilder().Add("a", [1, 2], 0, 0).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void Without_unsafe_code_nothing_is_compiled()
    {
        GeneratorDriverRunResult result = GeneratorRun.CreateDriver([WriteTwoLayers("weights/bad.npz")])
            .RunGenerators(GeneratorRun.Compile("using SparseCompile;\n" + Bad("npz"), allowUnsafe: false)).GetRunResult();

        result.Results[0].Exception.ShouldBeNull();
        Diagnostic diagnostic = result.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(Rules.UnsafeCodeRequired.Id);
        diagnostic.Location.GetLineSpan().Span.ToString().ShouldBe("(1,1)-(1,31)");
        result.GeneratedTrees.ShouldHaveSingleItem().ToString().ShouldContain("Could not be compiled");
        Snapshot.MatchText(DiagnosticText.Of(result.Diagnostics));
    }

    [Fact]
    public void A_failure_of_the_compiler_itself_is_a_diagnostic_too()
    {
        // No source leads here: a layer that is not there stands for a defect.
        WeightInput input = WriteTwoLayers("weights/bad.npz");
        TypeDeclaration type = new("", new EquatableArray<string>(["partial class Bad"]), "Bad", "Bad");
        ModelDeclaration declaration = new(
            type, input.LogicalName!, UnrollingMode.Auto, EquatableArray<int>.Empty, new EquatableArray<LayerDeclaration>([null!]), new AttributePlace(3));

        CompilationOutput output = ModelCompiler.Compile(declaration, WeightFile.Open(input.Path, input.LogicalName!));

        CompilerDiagnostic diagnostic = output.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Rule.ShouldBe(Rules.CompilerFailure);
        diagnostic.Location.ShouldBe(new AttributePlace(3));
        output.Files.ShouldHaveSingleItem().Text.ShouldContain("Could not be compiled");
        Snapshot.MatchText(diagnostic.Message);
    }
}
