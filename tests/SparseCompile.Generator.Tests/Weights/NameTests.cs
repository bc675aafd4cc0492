using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Names and orders of other frameworks: found where they mean one thing, suggested rightly otherwise.</summary>
public sealed class NameTests : StoredWeightsTest
{
    private static readonly float[] Transposed = [0, 0, 3, 1.5f, 0, 0, 0, 0, 0.25f, -2, 0, 0];

    [Theory]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("model.")]
    [InlineData("module._orig_mod.model.")]
    public void Wrappers_are_looked_through(string prefix) => ShouldCompute(
        RunLayer(new NpzMembers().Floats(prefix + "fc1.weight", [3, 4], Matrix).Floats(prefix + "fc1.bias", [3], 1, 2, 3)), 3, 4, Matrix, [1, 2, 3]);

    [Fact]
    public void Two_wrapped_tensors_are_a_question()
    {
        GeneratorRun run = RunLayer(new NpzMembers().Floats("model.fc1.weight", [3, 4], Matrix).Floats("module.fc1.weight", [3, 4], Matrix));
        ShouldSay(run, "SPARSE0009", DiagnosticSeverity.Error).ShouldContain("did you mean 'model.fc1.weight' or 'module.fc1.weight'?");
    }

    [Theory]
    [InlineData("fc1/fc1/kernel:0", "fc1/fc1/bias:0", "[Linear(\"fc1\", Weight = \"fc1/fc1/kernel:0\", Bias = \"fc1/fc1/bias:0\", Transposed = true)]")]
    [InlineData("params/fc1/kernel", "params/fc1/bias", "[Linear(\"fc1\", Weight = \"params/fc1/kernel\", Bias = \"params/fc1/bias\", Transposed = true)]")]
    [InlineData("params.fc1.kernel", "params.fc1.bias", "[Linear(\"fc1\", Weight = \"params.fc1.kernel\", Bias = \"params.fc1.bias\", Transposed = true)]")]
    public void Keras_and_Flax_names_are_suggested_with_their_order(string weight, string bias, string attribute)
    {
        NpzMembers file = new NpzMembers().Floats(bias, [3], 1, 2, 3).Floats(weight, [4, 3], Transposed);
        ShouldSay(RunLayer(file), "SPARSE0009", DiagnosticSeverity.Error).ShouldContain(attribute);
        ShouldCompute(RunLayer(file, attribute), 3, 4, Matrix, [1, 2, 3]);
    }

    [Fact]
    public void Another_prefix_is_suggested()
    {
        NpzMembers file = new NpzMembers().Floats("encoder.fc1.bias", [3], 1, 2, 3).Floats("encoder.fc1.weight", [3, 4], Matrix);
        ShouldSay(RunLayer(file), "SPARSE0009", DiagnosticSeverity.Error).ShouldContain("did you mean 'encoder.fc1.weight': [Linear(\"encoder.fc1\")]?");
    }

    [Fact]
    public void A_bias_is_never_suggested_for_a_weight() =>
        ShouldSay(RunLayer(new NpzMembers().Floats("fc1.bias", [3], 1, 2, 3).Floats("fc1.weights", [3], 1, 2, 3)), "SPARSE0009", DiagnosticSeverity.Error).ShouldNotContain("did you mean");

    [Theory]
    [InlineData("""[Input(4), Linear("fc1")]""", true)]
    [InlineData("""[Linear("fc1")]""", true)]
    [InlineData("""[Input(4), Linear("fc1")]""", false)]
    public void The_other_order_is_said_of_the_weight(string layers, bool hasBias)
    {
        NpzMembers file = new NpzMembers().Floats("fc1.weight", [4, 3], Transposed);
        file = hasBias ? file.Floats("fc1.bias", [3], 1, 2, 3) : file;
        string message = ShouldSay(RunLayer(file, layers), "SPARSE0010", DiagnosticSeverity.Error);
        message.ShouldStartWith("Tensor 'fc1.weight' in 'weights/m.npz' has the wrong shape: found [4, 3]; expected [outputs, inputs] with");
        message.ShouldEndWith("; Transposed = true fits");
        ShouldCompute(RunLayer(file, layers.Replace("\"fc1\"", "\"fc1\", Transposed = true", StringComparison.Ordinal)), 3, 4, Matrix, hasBias ? [1, 2, 3] : null);
    }

    [Theory]
    [InlineData(new[] { 3, 4, 1, 1 }, false)]
    [InlineData(new[] { 3, 4, 1 }, false)]
    [InlineData(new[] { 1, 1, 4, 3 }, true)]
    public void Extents_of_one_are_dropped(int[] shape, bool isTransposed) => ShouldCompute(
        RunLayer(new NpzMembers().Floats("fc1.weight", shape, isTransposed ? Transposed : Matrix), $"[Linear(\"fc1\"{(isTransposed ? ", Transposed = true" : "")})]"), 3, 4, Matrix);

    [Fact]
    public void A_batch_norm_names_its_tensors()
    {
        const string Layers =
            """
            [Linear("fc1")]
            [BatchNorm("bn1", Weight = "bn1/bn1/gamma:0", Bias = "bn1/bn1/beta:0", Mean = "bn1/bn1/moving_mean:0", Variance = "bn1/bn1/moving_variance:0", Epsilon = 0f)]
            """;
        NpzMembers file = new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats("bn1/bn1/gamma:0", [3], 2, 2, 2).Floats("bn1/bn1/beta:0", [3], 1, 2, 3)
            .Floats("bn1/bn1/moving_mean:0", [3], 0, 0, 0).Floats("bn1/bn1/moving_variance:0", [3], 4, 4, 4);
        ShouldCompute(RunLayer(file, Layers), 3, 4, Matrix, [1, 2, 3]);
        ShouldSay(RunLayer(file, """[Linear("fc1"), BatchNorm("bn1")]"""), "SPARSE0009", DiagnosticSeverity.Error).ShouldContain("did you mean 'bn1/bn1/moving_mean:0'?");
    }
}
