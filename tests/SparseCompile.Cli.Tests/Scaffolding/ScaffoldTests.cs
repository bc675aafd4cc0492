using System.Text.Json;
using SparseCompile.Cli.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests.Scaffolding;

/// <summary>The class that <c>scaffold</c> writes for weights of several frameworks.</summary>
public sealed class ScaffoldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Linear_layers_are_named_after_their_tensors()
    {
        string path = _folder.Write("net.npz", new NpzBuilder().Add("fc1.weight", [4, 6], Ones(24)).Add("fc1.bias", [4], Ones(4)).Add("fc2.weight", [3, 4], Ones(12)).ToBytes());

        TextSnapshot.ShouldMatch(Sparsec.Run("scaffold", path).ShouldSucceed());
    }

    [Fact]
    public void The_keyword_network_is_found_but_for_what_weights_do_not_say()
    {
        string path = Path.Combine(Repository.Root, "samples/KeywordSpotting/weights/random.npz");

        TextSnapshot.ShouldMatch(Sparsec.Run("scaffold", _folder.Copy(path, "kws.npz"), "--class", "KeywordSpotter", "--namespace", "App.Models").ShouldSucceed());
    }

    [Fact]
    public void Layers_are_put_in_order_where_the_file_has_them_by_name()
    {
        byte[] bytes = new SafetensorsBuilder().Add("fc10.weight", [2, 3], Ones(6)).Add("fc9.weight", [3, 5], Ones(15)).ToBytes();

        string text = Sparsec.Run("scaffold", _folder.Write("net.safetensors", bytes)).ShouldSucceed();

        text.IndexOf("Linear(\"fc9\"", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("Linear(\"fc10\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_normalization_follows_the_layer_that_it_fits()
    {
        byte[] bytes = new NpzBuilder()
            .Add("bn1.running_mean", [4], Ones(4)).Add("bn1.running_var", [4], Ones(4)).Add("bn1.weight", [4], Ones(4))
            .Add("fc1.weight", [4, 6], Ones(24)).Add("fc2.weight", [3, 4], Ones(12)).ToBytes();

        Sparsec.Run("scaffold", _folder.Write("net.npz", bytes)).ShouldSucceed()
            .ShouldContain("[Linear(\"fc1\"), BatchNorm(\"bn1\", Activation = Activation.Relu)]\n[Linear(\"fc2\")]\n");
    }

    [Fact]
    public void Kernels_of_Keras_are_transposed_and_named_in_full()
    {
        byte[] bytes = new NpzBuilder()
            .Add("dense/dense/kernel:0", [6, 4], Ones(24)).Add("dense/dense/bias:0", [4], Ones(4)).Add("dense_1/dense_1/kernel:0", [4, 3], Ones(12)).ToBytes();

        Sparsec.Run("scaffold", _folder.Write("keras.npz", bytes)).ShouldSucceed().ShouldContain(
            "[Linear(\"dense\", Weight = \"dense/dense/kernel:0\", Bias = \"dense/dense/bias:0\", Transposed = true, Activation = Activation.Relu)]\n[Linear(\"dense_1\", Weight = \"dense_1/dense_1/kernel:0\", Transposed = true)]\n");
    }

    [Fact]
    public void Cells_of_PyTorch_are_found_layer_by_layer()
    {
        string text = Sparsec.Run("scaffold", TestNetworks.Write(_folder, "recurrent")).ShouldSucceed();

        text.ShouldContain(
            "[Gru(\"gru\")]\n[Gru(\"gru_l1\", InputWeight = \"gru.weight_ih_l1\", HiddenWeight = \"gru.weight_hh_l1\", InputBias = \"gru.bias_ih_l1\", HiddenBias = \"gru.bias_hh_l1\")]\n[Linear(\"head\")]\n");
        text.ShouldNotContain("Doubt");
    }

    [Fact]
    public void Cells_of_Keras_are_found_with_their_gates()
    {
        byte[] bytes = new NpzBuilder()
            .Add("lstm/kernel", [3, 8], Ones(24)).Add("lstm/recurrent_kernel", [2, 8], Ones(16)).Add("lstm/bias", [8], Ones(8))
            .Add("gru/gru_cell/kernel:0", [2, 9], Ones(18)).Add("gru/gru_cell/recurrent_kernel:0", [3, 9], Ones(27)).Add("gru/gru_cell/bias:0", [9], Ones(9)).ToBytes();

        Sparsec.Run("scaffold", _folder.Write("keras.npz", bytes)).ShouldSucceed().ShouldContain(
            "[Lstm(\"lstm\", Keras = true)]\n[Gru(\"gru\", Keras = true, InputWeight = \"gru/gru_cell/kernel:0\", HiddenWeight = \"gru/gru_cell/recurrent_kernel:0\", InputBias = \"gru/gru_cell/bias:0\", ResetBefore = true)]\n");
    }

    [Fact]
    public void Cells_of_two_directions_are_a_doubt()
    {
        byte[] bytes = new NpzBuilder()
            .Add("rnn.weight_ih_l0", [4, 2], Ones(8)).Add("rnn.weight_hh_l0", [4, 4], Ones(16)).Add("rnn.weight_ih_l0_reverse", [4, 2], Ones(8)).Add("rnn.weight_hh_l0_reverse", [4, 4], Ones(16))
            .Add("fc.weight", [2, 8], Ones(16)).ToBytes();

        Sparsec.Run("scaffold", _folder.Write("net.npz", bytes)).ShouldSucceed().ShouldContain("'rnn.weight_hh_l0' of shape [4, 4] is in no layer");
    }

    [Fact]
    public void Masks_of_pruning_belong_to_their_weights()
    {
        byte[] bytes = new SafetensorsBuilder().Add("fc1.weight_mask", [4, 6], Ones(24)).Add("fc1.weight_orig", [4, 6], Ones(24)).ToBytes();

        string text = Sparsec.Run("scaffold", _folder.Write("pruned.safetensors", bytes)).ShouldSucceed();

        text.ShouldContain("[Linear(\"fc1\")]");
        text.ShouldNotContain("mask");
    }

    [Fact]
    public void A_depthwise_convolution_has_as_many_groups_as_channels()
    {
        byte[] bytes = new NpzBuilder().Add("c1.weight", [8, 1, 3, 3], Ones(72)).Add("c2.weight", [8, 1, 3, 3], Ones(72)).Add("fc.weight", [2, 8], Ones(16)).ToBytes();

        string text = Sparsec.Run("scaffold", _folder.Write("net.npz", bytes), "--input", "1x24x20").ShouldSucceed();

        text.ShouldContain("[Input(1, 24, 20)]");
        text.ShouldContain("Conv2D(\"c2\", Groups = 8");
        text.ShouldContain("[GlobalAveragePool]\n[Flatten]\n[Linear(\"fc\")]");
    }

    [Fact]
    public void A_file_of_one_matrix_becomes_an_operator()
    {
        string path = _folder.Write("laplace.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 4\n2 2 4\n"u8.ToArray());

        TextSnapshot.ShouldMatch(Sparsec.Run("scaffold", path).ShouldSucceed());
    }

    [Fact]
    public void Json_has_the_class_and_the_doubts()
    {
        string path = _folder.Write("net.npz", new NpzBuilder().Add("fc1.weight", [4, 6], Ones(24)).Add("norm.weight", [4], Ones(4)).Add("fc2.weight", [3, 4], Ones(12)).ToBytes());

        using JsonDocument json = JsonDocument.Parse(Sparsec.Run("scaffold", path, "--json").ShouldSucceed());

        json.RootElement.GetProperty("compiles").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("source").GetString().ShouldNotBeNull().ShouldContain("public static partial class Net;");
        json.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("name").GetString()).ShouldBe(["fc1", "fc2"]);
        json.RootElement.GetProperty("doubts").EnumerateArray().ShouldContain(doubt => doubt.GetString()!.Contains("'norm.weight'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_class_that_does_not_compile_is_printed_with_the_reason()
    {
        string path = _folder.Write("net.npz", new NpzBuilder().Add("a.weight", [4, 6], Ones(24)).Add("b.weight", [3, 5], Ones(15)).ToBytes());

        Sparsec result = Sparsec.Run("scaffold", path);

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldStartWith("// The compiler reports SPARSE0011: ");
        result.Output.ShouldContain("// Doubt: The shapes do not chain");
    }

    [Theory]
    [InlineData("was not found; expected a weight file.", "nowhere.npz")]
    [InlineData("Invalid value for '--input': '0x3'.", "net.npz", "--input", "0x3")]
    [InlineData("'2x' is no name of C#", "net.npz", "--class", "2x")]
    [InlineData("Unknown option '--nope'", "net.npz", "--nope")]
    [InlineData("'bad.npz' cannot be read: found ", "bad.npz")]
    [InlineData("has no tensor that could be a layer's weights: found 1 tensors", "vector.npz")]
    public void What_cannot_be_scaffolded_is_one_line(string expected, string file, params string[] options)
    {
        _folder.Write("net.npz", new NpzBuilder().Add("fc1.weight", [1, 1], 1).ToBytes());
        _folder.Write("bad.npz", [1, 2, 3]);
        _folder.Write("vector.npz", new NpzBuilder().Add("fc1.bias", [2], 1, 2).ToBytes());

        Sparsec.Run(["scaffold", _folder.PathOf(file), .. options]).ShouldFailInOneLine().ShouldContain(expected);
    }

    private static float[] Ones(int count) => [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? 1f : 0f)];
}
