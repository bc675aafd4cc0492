using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Options whose values mean nothing.</summary>
public sealed class OptionTests : DiagnosticTest
{
    [Theory]
    [InlineData("Linear(\"fc1\", Activation = (Activation)42)", "found 42; expected one of None, Relu, LeakyRelu, Clip, Relu6, Sigmoid, Tanh, HardSwish, Gelu, Softmax")]
    [InlineData("Linear(\"fc1\", Activation = (Activation)(-1))", "found -1; expected one of None, ")]
    [InlineData("Linear(\"fc1\", Activation = Activation.LeakyRelu, Alpha = float.NaN)", "'Alpha': found NaN; expected a finite number")]
    [InlineData("Linear(\"fc1\", Activation = Activation.Clip, Low = 2)", "'Low': found 2; expected at most High, 1")]
    [InlineData("Linear(\"fc1\", Activation = Activation.Clip, High = float.PositiveInfinity)", "'High': found Infinity; expected a finite number")]
    [InlineData("Activation((Activation)10)", "found 10; expected one of None, ")]
    [InlineData("Linear(\"fc1\", InputSparsity = 1)", "'InputSparsity': found 1; expected at least 0 and below 1")]
    [InlineData("Linear(\"fc1\", InputSparsity = double.NaN)", "'InputSparsity': found NaN; expected at least 0 and below 1")]
    [InlineData("BatchNorm(\"bn1\", Epsilon = -1)", "'Epsilon': found -1; expected zero or more")]
    [InlineData("BatchNorm(\"bn1\", Epsilon = float.NaN)", "'Epsilon': found NaN; expected a finite number")]
    [InlineData("BatchNorm(\"bn1\", Epsilon = float.NegativeInfinity)", "'Epsilon': found -Infinity; expected a finite number")]
    [InlineData("Input(0)", "'Input': found (0); expected one or more positive extents")]
    [InlineData("Input(3, -1)", "found (3, -1); expected one or more positive extents")]
    [InlineData("Input", "found (); expected one or more positive extents")]
    [InlineData("Input(null!)", "found (); expected one or more positive extents")]
    [InlineData("Input(65536, 65536)", "found (65536, 65536); expected one or more positive extents whose product is at most 2,147,483,647")]
    public void A_value_that_means_nothing_is_one_diagnostic_that_says_what_would(string attribute, string message)
    {
        string layers = attribute.StartsWith("Linear", StringComparison.Ordinal) ? $"[{attribute}]" : $"[Linear(\"fc1\"), {attribute}]";

        Check(Rules.UnknownOption, attribute, Bad("npz", layers), [WriteTwoLayers("weights/bad.npz")])
            .Diagnostics[0].GetMessage().ShouldContain(message);
    }

    [Fact]
    public void An_unknown_activation_is_refused() => Provoke(
        Rules.UnknownOption,
        """Linear("fc1", Activation = (Activation)42)""",
        Bad("npz", """[Linear("fc1", Activation = (Activation)42)]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void An_unknown_unrolling_is_refused() => Provoke(
        Rules.UnknownOption,
        """SparseModel("weights/bad.npz", Unrolling = (Unrolling)3)""",
        Bad("npz").Replace("npz\"", "npz\", Unrolling = (Unrolling)3", StringComparison.Ordinal),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_layer_that_cannot_learn_is_refused() => Provoke(
        Rules.NotTrainable,
        """SparseModel("weights/bad.npz", Trainable = "fc1")""",
        Bad("npz", """[Linear("fc1"), Linear("fc2")]""").Replace("npz\"", "npz\", Trainable = \"fc1\"", StringComparison.Ordinal),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void Unknown_pattern_values_are_refused() => Provoke(
        Rules.UnknownOption,
        """SparseMatrix("weights/bad.npz", Tensor = "fc1.weight", PatternValues = (PatternValues)3)""",
        BadMatrix("npz", """, Tensor = "fc1.weight", PatternValues = (PatternValues)3"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void An_input_without_extent_is_refused() =>
        Provoke(Rules.UnknownOption, "Input(3, -1)", Bad("npz", """[Input(3, -1), Linear("fc1")]"""), WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void An_activation_of_nothing_is_refused() => Provoke(
        Rules.UnknownOption,
        "Activation(Activation.Relu)",
        Bad("npz", """[Activation(Activation.Relu), Linear("fc1")]"""),
        WriteTwoLayers("weights/bad.npz"));
}
