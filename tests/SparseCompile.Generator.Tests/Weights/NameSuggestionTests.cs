using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Names and orders of other frameworks: what is suggested is what compiles.</summary>
public sealed class NameSuggestionTests : StoredWeightsTest
{
    private static readonly float[] Columns = [0, 0, 3, 1.5f, 0, 0, 0, 0, 0.25f, -2, 0, 0];

    [Fact]
    public void An_exact_name_goes_before_a_wrapped_one() => ShouldCompute(
        RunLayer(new NpzMembers().Floats("module.fc1.weight", [1, 1], 9).Floats("fc1.weight", [3, 4], Matrix)), 3, 4, Matrix);

    [Theory]
    [InlineData("encoder.fc1.weight", "encoder.fc1.bias", "[Linear(\"encoder.fc1\")]")]
    [InlineData("params.fc1.kernel", "params.fc1.bias", "[Linear(\"fc1\", Weight = \"params.fc1.kernel\", Bias = \"params.fc1.bias\", Transposed = true)]")]
    [InlineData("params/fc1/kernel", "params/fc1/bias", "[Linear(\"fc1\", Weight = \"params/fc1/kernel\", Bias = \"params/fc1/bias\", Transposed = true)]")]
    [InlineData("fc1/fc1/kernel:0", "fc1/fc1/bias:0", "[Linear(\"fc1\", Weight = \"fc1/fc1/kernel:0\", Bias = \"fc1/fc1/bias:0\", Transposed = true)]")]
    [InlineData("fc1/kernel:0", "fc1/bias:0", "[Linear(\"fc1\", Weight = \"fc1/kernel:0\", Bias = \"fc1/bias:0\", Transposed = true)]")]
    [InlineData("layers/fc1/vars/0", "layers/fc1/vars/1", "[Linear(\"fc1\", Weight = \"layers/fc1/vars/0\", Bias = \"layers/fc1/vars/1\", Transposed = true)]")]
    [InlineData("fc1.kernel", "fc1.bias", "[Linear(\"fc1\", Weight = \"fc1.kernel\", Transposed = true)]")]
    [InlineData("fc1_w", "fc1_b", "[Linear(\"fc1\", Weight = \"fc1_w\", Bias = \"fc1_b\")]")]
    [InlineData("W", "b", "[Linear(\"fc1\", Weight = \"W\", Bias = \"b\")]")]
    public void What_is_suggested_compiles(string weight, string bias, string suggestion)
    {
        bool transposed = suggestion.Contains("Transposed", StringComparison.Ordinal);
        NpzMembers file = new NpzMembers().Floats(weight, transposed ? [4, 3] : [3, 4], transposed ? Columns : Matrix).Floats(bias, [3], 1, 2, 3);
        ShouldSay(RunLayer(file), "SPARSE0009", DiagnosticSeverity.Error).ShouldContain($"did you mean '{weight}': {suggestion}?");
        ShouldCompute(RunLayer(file, suggestion), 3, 4, Matrix, [1, 2, 3]);
    }

    [Theory]
    [InlineData("""[Linear("fc2")]""")]
    [InlineData("""[Linear("fc1", Weight = "fc1.weights")]""")]
    public void A_bias_is_never_offered_for_a_weight(string layer)
    {
        GeneratorRun run = RunLayer(new NpzMembers().Floats("fc1.bias", [3], 1, 2, 3).Floats("fc2.bias", [3], 1, 2, 3).Floats("other", [3, 4], Matrix).Floats("another", [3, 4], Matrix), layer);
        ShouldSay(run, "SPARSE0009", DiagnosticSeverity.Error).ShouldNotContain("did you mean");
    }

    [Fact]
    public void Transposed_that_does_not_fit_is_said_too() => ShouldSay(
        RunLayer(new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats("fc1.bias", [3], 1, 2, 3), """[Input(4), Linear("fc1", Transposed = true)]"""),
        "SPARSE0010",
        DiagnosticSeverity.Error).ShouldEndWith("without Transposed it fits");

    [Theory]
    [InlineData("bn1/bn1/gamma:0", "bn1/bn1/beta:0", "bn1/bn1/moving_mean:0", "bn1/bn1/moving_variance:0")]
    [InlineData("g", "b", "m", "v")]
    public void The_tensors_of_a_batch_norm_can_be_named(string gamma, string beta, string mean, string variance) => ShouldCompute(
        RunLayer(
            new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats(gamma, [3], 2, 2, 2).Floats(beta, [3], 1, 2, 3).Floats(mean, [3], 0, 0, 0).Floats(variance, [3], 1, 1, 4),
            $$"""[Linear("fc1"), BatchNorm("bn1", Weight = "{{gamma}}", Bias = "{{beta}}", Mean = "{{mean}}", Variance = "{{variance}}", Epsilon = 0f)]"""),
        3,
        4,
        [0, 3, 0, -4, 0, 0, 0, 0, 3, 0, 0.25f, 0],
        [1, 2, 3]);

    [Theory]
    [InlineData(new[] { 3, 2, 2, 1 })]
    [InlineData(new[] { 3, 1, 4 })]
    [InlineData(new[] { 12 })]
    [InlineData(new[] { 1, 12, 1, 1, 1 })]
    public void Other_shapes_are_no_matrices(int[] shape)
    {
        GeneratorRun run = RunLayer(new NpzMembers().Floats("fc1.weight", shape, Matrix), """[Input(4), Linear("fc1")]""");
        run.Diagnostics.ShouldHaveSingleItem().Severity.ShouldBe(DiagnosticSeverity.Error);
    }
}
