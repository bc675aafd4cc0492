using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

/// <summary>Recurrent cells: what their attributes and tensors must be.</summary>
public sealed class RecurrentTests : GeneratorTest
{
    [Theory]
    [InlineData("""[Gru("other")]""", "SPARSE0009", "'other.weight_hh_l0'")]
    [InlineData("""[Gru("gru", Layer = 1)]""", "SPARSE0009", "'gru.weight_hh_l1'")]
    [InlineData("""[Gru("gru", Layer = -1)]""", "SPARSE0015", "'Layer'")]
    [InlineData("""[Lstm("gru")]""", "SPARSE0010", "4 times as many rows as columns")]
    [InlineData("""[Input(3), Gru("gru", InputWeight = "gru.weight_hh_l0")]""", "SPARSE0011", "takes 2 inputs; expected 3")]
    [InlineData("""[Gru("gru", InputWeight = "fc.weight")]""", "SPARSE0010", "6 rows, as 'gru.weight_hh_l0' has")]
    [InlineData("""[Gru("gru", InputBias = "none")]""", "SPARSE0009", "'none'")]
    [InlineData("""[Gru("gru", HiddenBias = "fc.weight")]""", "SPARSE0010", "[6]")]
    [InlineData("""[Input(5), Gru("gru")]""", "SPARSE0011", "takes 3 inputs; expected 5")]
    [InlineData("""[Gru("gru", Keras = true)]""", "SPARSE0009", "'gru/recurrent_kernel'")]
    public void What_does_not_fit_is_one_diagnostic(string layers, string id, string text)
    {
        GeneratorRun run = Run(layers);
        Diagnostic one = run.Diagnostics.Single(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        one.Id.ShouldBe(id);
        one.GetMessage().ShouldContain(text);
    }

    [Fact]
    public void Without_biases_and_with_empty_names_of_biases_a_cell_has_none()
    {
        GeneratorRun run = Run("""[Gru("gru", InputBias = "", HiddenBias = ""), Linear("fc")]""");

        run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        run.CompilerProblems.ShouldBeEmpty();
    }

    private GeneratorRun Run(string layers)
    {
        NpzBuilder weights = new NpzBuilder()
            .Add("gru.weight_ih_l0", [6, 3], Pruned(18, 2, 3)).Add("gru.weight_hh_l0", [6, 2], Pruned(12, 1, 2)).Add("gru.bias_ih_l0", [6], 1, 2, 3, 4, 5, 6).Add("fc.weight", [4, 2], Pruned(8, 1, 2));
        return GeneratorRun.Of($"using SparseCompile;\n[SparseModel(\"weights/m.npz\")]\n{layers}\npublic static partial class M;", weights.Write(Folder, "weights/m.npz"));
    }
}
