using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Matrices whose shapes do not say in which order they are, under the names of frameworks that store inputs first.</summary>
public sealed class OrderTests : StoredWeightsTest
{
    private static readonly float[] Square = [0, 1, 0, 2, 0, 0, 3, 0, 0];

    private static readonly float[] Turned = [0, 2, 3, 1, 0, 0, 0, 0, 0];

    [Theory]
    [InlineData("dense/kernel:0", "dense/bias:0")]
    [InlineData("params.Dense_0.kernel", "params.Dense_0.bias")]
    [InlineData("layers/dense/vars/0", "layers/dense/vars/1")]
    [InlineData("coefs_0", "intercepts_0")]
    public void Square_ones_are_warned_of_until_the_order_is_stated(string weight, string bias)
    {
        NpzMembers file = new NpzMembers().Floats(weight, [3, 3], Square).Floats(bias, [3], 1, 2, 3);
        string Layer(string order) => $"[Input(3)]\n[Linear(\"fc1\", Weight = \"{weight}\", Bias = \"{bias}\"{order})]";

        ShouldSay(RunLayer(file, Layer("")), "SPARSE0057", DiagnosticSeverity.Warning).ShouldBe(
            $"The weights of layer 'fc1' may be read the wrong way round: found '{weight}' in 'weights/m.npz' of shape [3, 3], which Keras, Flax and scikit-learn store as [inputs, outputs], "
            + "and read as [outputs, inputs]; expected Transposed = true, or Transposed = false if the order is meant");
        ShouldCompute(RunLayer(file, Layer("")), 3, 3, Square, [1, 2, 3], said: "SPARSE0057");
        ShouldCompute(RunLayer(file, Layer(", Transposed = false")), 3, 3, Square, [1, 2, 3]);
        ShouldCompute(RunLayer(file, Layer(", Transposed = true")), 3, 3, Turned, [1, 2, 3]);
    }

    [Fact]
    public void Where_nothing_says_how_many_inputs_there_are_any_shape_is_ambiguous() =>
        ShouldSay(RunLayer(new NpzMembers().Floats("kernel", [3, 4], Matrix), """[Linear("fc1", Weight = "kernel")]"""), "SPARSE0057", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("kernel", 3, 4, "[Input(4)]")]
    [InlineData("fc1.weight", 2, 6, "")]
    [InlineData("fc1.weight", 1, 12, "[Input(12)]")]
    public void Where_the_name_or_the_shape_decides_nothing_is_said(string weight, int rows, int columns, string input) => ShouldCompute(
        RunLayer(new NpzMembers().Floats(weight, [rows, columns], Matrix), $"{input}\n[Linear(\"fc1\", Weight = \"{weight}\")]".TrimStart()), rows, columns, Matrix);

    [Fact]
    public void A_bias_that_is_not_read_decides_too() => ShouldCompute(
        RunLayer(new NpzMembers().Floats("kernel", [3, 4], Matrix).Floats("bias", [3], 1, 2, 3), """[Linear("fc1", Weight = "kernel", Bias = "")]"""), 3, 4, Matrix);

    [Theory]
    [InlineData("conv/kernel:0", 3, 1)]
    [InlineData("conv.weight", 3, 0)]
    [InlineData("conv/kernel:0", 2, 0)]
    public void Convolutions_that_fit_both_orders_are_warned_of(string weight, int width, int warnings)
    {
        // [3, 3, 3, 3] is both; [3, 3, 2, 2] is not [height, width, 3, outputs].
        NpzMembers file = new NpzMembers().Floats(weight, [3, 3, width, width], [.. Enumerable.Range(0, 9 * width * width).Select(i => i % 2 == 0 ? i : 0f)]);
        RunLayer(file, $"[Input(3, 4, 4)]\n[Conv2D(\"conv\", Weight = \"{weight}\")]").Diagnostics.Count(diagnostic => diagnostic.Id == "SPARSE0057").ShouldBe(warnings);
    }
}
