using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Layers that name what they read.</summary>
public sealed class JoinTests : DiagnosticTest
{
    [Fact]
    public void A_layer_that_reads_an_unknown_layer_is_told_which_there_are() => Provoke(
        Rules.UnknownSource,
        """Linear("fc2", From = "fc_1")""",
        Bad("npz", """[Linear("fc1"), Linear("fc2", From = "fc_1")]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_layer_that_reads_one_declared_after_it_is_told_which_are_before() => Provoke(
        Rules.UnknownSource,
        """Add("sum", "fc1", "fc2")""",
        Bad("npz", """[Linear("fc1"), Add("sum", "fc1", "fc2"), Linear("fc2")]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void Operands_of_different_lengths_cannot_be_added() => Provoke(
        Rules.OperandsDiffer,
        """Add("sum", "fc1", "input")""",
        Bad("npz", """[Input(3), Linear("fc1"), Add("sum", "fc1", "input")]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_layer_that_nothing_depends_on_is_warned_of() => Provoke(
        Rules.UnusedLayer,
        """Linear("fc2")""",
        Bad("npz", """[Linear("fc1"), Linear("fc2"), Activation(Activation.Relu, From = "fc1")]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void An_activation_that_nothing_depends_on_is_warned_of_too() => Check(
        Rules.UnusedLayer,
        "Activation(Activation.Relu)",
        Bad("npz", """[Linear("fc1"), Activation(Activation.Relu), Linear("fc2", From = "fc1")]"""),
        [WriteTwoLayers("weights/bad.npz")]);

    [Fact]
    public void A_join_of_one_operand_is_refused() => Provoke(
        Rules.UnknownOption,
        """Concat("cat", "fc1")""",
        Bad("npz", """[Linear("fc1"), Concat("cat", "fc1")]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Theory]
    [InlineData("""Add("sum")""", "0 operands; expected the names of at least two layers, or \"input\"")]
    [InlineData("""Concat("cat", "fc1", "fc1", From = "fc1")""", "Invalid value for 'From': found \"fc1\"; expected the operands in the constructor: [Concat(\"name\", \"fc1\", ...)]")]
    public void A_join_that_means_nothing_says_what_would(string attribute, string message) =>
        Check(Rules.UnknownOption, attribute, Bad("npz", $"[Linear(\"fc1\"), {attribute}]"), [WriteTwoLayers("weights/bad.npz")]).Diagnostics[0].GetMessage().ShouldContain(message);

    [Fact]
    public void An_input_of_unknown_length_cannot_be_joined() => Provoke(
        Rules.UnknownOption,
        """Concat("cat", "input", "input")""",
        Bad("npz", """[Concat("cat", "input", "input"), Linear("fc1")]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_layer_called_input_is_not_mistaken_for_the_models_input() => Provoke(
        Rules.UnknownOption,
        """Add("sum", "fc2", "input")""",
        Bad("npz", """[Linear("input", Weight = "fc1.weight"), Linear("fc2"), Add("sum", "fc2", "input")]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_layer_may_be_called_input_while_nothing_reads_it_by_that_name()
    {
        GeneratorRun run = GeneratorRun.Of(
            Usings + Bad("npz", """[Linear("input", Weight = "fc1.weight", Bias = "fc1.bias"), Linear("fc2")]"""), WriteTwoLayers("weights/bad.npz"));

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerProblems.ShouldBeEmpty();
    }

    [Fact]
    public void A_model_whose_output_is_its_input_has_no_layers() =>
        Check(Rules.NoLayers, """SparseModel("weights/bad.npz")""", Bad("npz", """[Linear("fc1"), Flatten(From = "input")]"""), [WriteTwoLayers("weights/bad.npz")])
            .Diagnostics.ShouldAllBe(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
