using System.Text;
using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Generator.Tests.Snapshots;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Hardware targets that models name.</summary>
public sealed class HardwareTargetTests : DiagnosticTest
{
    private const string Mine =
        """
        {"format": "sparsecompile-target/1", "name": "mine", "summary": "A target.", "dataflow": "streamed_rows", "zeros": "skip_weights", "weight_format": "csr",
         "data_types": {"weight_bits": 8, "activation_bits": 8, "accumulator_bits": 32}, "engine": {"lanes": 4}, "weights": {"bits": 10}, "clock": {"megahertz": 100, "assumed": true}}
        """;

    private static string Model(string targets) => $$"""
        [SparseModel("weights/bad.npz", Target = "{{targets}}")]
        [Linear("fc1")]
        public static partial class Bad;
        """;

    [Fact]
    public void An_unknown_target_is_an_error_that_lists_the_known_ones() => Provoke(
        Rules.UnknownTarget,
        """SparseModel("weights/bad.npz", Target = "streamed-crs")""",
        Model("streamed-crs"),
        TwoLayers().Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_network_that_does_not_fit_is_warned_of() => Provoke(
        Rules.TargetUnfit,
        """SparseModel("weights/bad.npz", Target = "mine")""",
        Model("mine"),
        [TwoLayers().Write(Folder, "weights/bad.npz"), Target("mine", Mine)]);

    [Fact]
    public void A_malformed_target_file_is_an_error_and_the_only_one()
    {
        GeneratorRun run = GeneratorRun.Of(
            Usings + Model("mine"), [TwoLayers().Write(Folder, "weights/bad.npz"), Target("mine", Mine.Replace("\"lanes\"", "\"lanez\"", StringComparison.Ordinal))]);
        Diagnostic diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(Rules.TargetMalformed.Id);
        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
        Snapshot.MatchText(DiagnosticText.Of(run.Diagnostics));
    }

    [Fact]
    public void A_target_of_the_project_is_found_and_a_change_of_it_compiles_the_model_again()
    {
        WeightInput weights = TwoLayers().Write(Folder, "weights/bad.npz");
        string small = Mine.Replace("\"weights\": {\"bits\": 10}, ", "", StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Of(Usings + Model("mine"), [weights, Target("mine", small)]);
        run.Diagnostics.ShouldBeEmpty();
        run.Sources["Bad.g.cs"].ShouldContain("\"lanes\": 4,");
        GeneratorRun changed = GeneratorRun.Of(Usings + Model("mine"), [weights, Target("mine", small.Replace("\"lanes\": 4", "\"lanes\": 3", StringComparison.Ordinal))]);
        changed.Sources["Bad.g.cs"].ShouldContain("\"lanes\": 3,");
    }

    private WeightInput Target(string name, string text) => new(Write($"{name}.sparsetarget.json", Encoding.UTF8.GetBytes(text)).Path, null);
}
