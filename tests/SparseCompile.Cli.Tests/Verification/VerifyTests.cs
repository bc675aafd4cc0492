using System.Text.Json;
using SparseCompile.Cli.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests.Verification;

/// <summary>What <c>verify</c> says of right and wrong outputs.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>y = relu(W1 x + b1) W2, by hand: 1 -> (2, 0) -> 6.</summary>
    [Fact]
    public void Right_outputs_pass_and_layers_are_compared_in_double_precision()
    {
        Write([1, 2], [6, 12]);

        using JsonDocument json = JsonDocument.Parse(Run("--json").ShouldSucceed());

        json.RootElement.GetProperty("passed").GetBoolean().ShouldBeTrue();
        JsonElement[] layers = [.. json.RootElement.GetProperty("layers").EnumerateArray()];
        layers.Select(layer => layer.GetProperty("layer").GetString()).ShouldBe(["fc1", "(model)"]);
        layers[0].GetProperty("against").GetString().ShouldBe("double precision");
        layers.ShouldAllBe(layer => layer.GetProperty("largest").GetDouble() == 0);
    }

    [Fact]
    public void A_wrong_output_is_found_with_its_sample()
    {
        Write([1, 2], [6, 13]);

        Sparsec result = Run("--color", "never", "--width", "100");

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldContain("beyond the tolerance of 1.0e-04");
        result.Output.Split('\n').Single(line => line.Contains("(model)", StringComparison.Ordinal)).ShouldMatch(@"\(model\)\s+given outputs\s+1\.0e\+00\s+7\.7e-02\s+1\s+0");
    }

    [Fact]
    public void Outputs_of_layers_are_compared_by_name()
    {
        Write([1, 2], [6, 12], fc1: [2, 0, 4, 5]);

        using JsonDocument json = JsonDocument.Parse(Run("--json", "--output-tensor", "y").ShouldSucceed());

        JsonElement layer = json.RootElement.GetProperty("layers")[0];
        layer.GetProperty("against").GetString().ShouldBe("given outputs");
        (layer.GetProperty("largest").GetDouble(), layer.GetProperty("sample").GetInt32(), layer.GetProperty("element").GetInt32()).ShouldBe((5, 1, 1));
    }

    /// <summary>h' = tanh(x + h), from 0.</summary>
    [Fact]
    public void Samples_of_a_recurrent_network_are_the_steps_of_a_sequence()
    {
        float first = MathF.Tanh(0.5f), second = MathF.Tanh(0.25f + first);
        _folder.Write("net.npz", new NpzBuilder().Add("rnn.weight_ih_l0", [1, 1], 1).Add("rnn.weight_hh_l0", [1, 1], 1).ToBytes());
        _folder.Write("x.npz", new NpzBuilder().Add("x", [2, 1], 0.5f, 0.25f).ToBytes());
        _folder.Write("y.npz", new NpzBuilder().Add("y", [2, 1], first, second).ToBytes());

        Run("--color", "never").ShouldSucceed().ShouldContain("within the tolerance");
    }

    [Fact]
    public void Several_inputs_and_outputs_are_found_by_name()
    {
        string graph = _folder.Write("net.onnx", new OnnxBuilder().Input("a", 1, 2).Input("b", 1, 2).Node("Add", "a,b", "sum").Node("Sub", "a,b", "rest").Output("sum").Output("rest").ToBytes());
        string x = _folder.Write("x.npz", new NpzBuilder().Add("b", [2, 2], 1, 1, 2, 2).Add("a", [2, 2], 1, 2, 3, 4).ToBytes());
        string y = _folder.Write("y.npz", new NpzBuilder().Add("rest", [2, 2], 0, 1, 1, 2).Add("sum", [2, 2], 2, 3, 5, 6).ToBytes());

        Sparsec.Run("verify", graph, "--inputs", x, "--outputs", y, "--color", "never").ShouldSucceed().ShouldContain("within the tolerance");

        Sparsec.Run("verify", graph, "--inputs", y, "--outputs", y).ShouldFailInOneLine().ShouldContain("has no tensor called 'a' with 2 values a sample for the inputs");
    }

    [Theory]
    [InlineData("There are 2 inputs and 1 outputs; expected as many of each.")]
    [InlineData("Invalid value for '--tolerance': 'few'.", "--tolerance", "few")]
    [InlineData("has no tensor called 'z' with 1 values a sample for the inputs; found 'x' of [2, 1].", "--input-tensor", "z")]
    public void What_cannot_be_compared_is_one_line(string expected, params string[] options)
    {
        Write([1, 2], [6]);

        Run(options).ShouldFailInOneLine().ShouldContain(expected);
    }

    private Sparsec Run(params string[] options) =>
        Sparsec.Run(["verify", _folder.PathOf("net.npz"), "--inputs", _folder.PathOf("x.npz"), "--outputs", _folder.PathOf("y.npz"), .. options]);

    private void Write(float[] inputs, float[] outputs, float[]? fc1 = null)
    {
        _folder.Write("net.npz", new NpzBuilder().Add("fc1.weight", [2, 1], 2, -1).Add("fc2.weight", [1, 2], 3, 5).ToBytes());
        _folder.Write("x.npz", new NpzBuilder().Add("x", [inputs.Length, 1], inputs).ToBytes());
        NpzBuilder expected = new NpzBuilder().Add("y", [outputs.Length, 1], outputs);
        _folder.Write("y.npz", (fc1 is null ? expected : expected.Add("fc1", [2, 2], fc1)).ToBytes());
    }
}
