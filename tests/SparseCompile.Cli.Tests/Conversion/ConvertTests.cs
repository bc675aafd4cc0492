using System.Text.Json;
using SparseCompile.Cli.Tests.Support;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests.Conversion;

/// <summary>What <c>convert</c> writes reads back as what was read.</summary>
public sealed class ConvertTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("out.npz")]
    [InlineData("out.safetensors")]
    public void Tensors_keep_their_names_shapes_and_bits(string name)
    {
        string source = _folder.Write("in.npz", TestWeights.TwoLayers());

        Sparsec.Run("convert", source, "-o", _folder.PathOf(name), "--color", "never").ShouldSucceed().ShouldContain($"{name}: 4 tensors");

        WeightFile before = WeightFile.Open(source, "in.npz"), after = WeightFile.Open(_folder.PathOf(name), name);
        after.Error.ShouldBeNull();
        after.Tensors.Select(tensor => tensor.Name).ShouldBe(before.Tensors.Select(tensor => tensor.Name));
        foreach (TensorInfo tensor in before.Tensors)
        {
            ShouldBeSame(after.Read(tensor.Name).Tensor!, before.Read(tensor.Name).Tensor!);
        }
    }

    [Fact]
    public void A_matrix_goes_through_Matrix_Market_and_back()
    {
        string source = _folder.Write("in.npz", TestWeights.TwoLayers()), text = _folder.PathOf("fc1.mtx"), back = _folder.PathOf("back.npz");

        Sparsec.Run("convert", source, "-o", text, "--select", "fc1.weight").ShouldSucceed();
        Sparsec.Run("convert", text, "-o", back).ShouldSucceed();

        ShouldBeSame(WeightFile.Open(back, "back.npz").Read("fc1").Tensor!, WeightFile.Open(source, "in.npz").Read("fc1.weight").Tensor!);
    }

    [Fact]
    public void The_same_tensors_are_the_same_bytes()
    {
        string source = _folder.Write("in.npz", TestWeights.TwoLayers());
        Sparsec.Run("convert", source, "-o", _folder.PathOf("a.npz")).ShouldSucceed();
        Sparsec.Run("convert", source, "-o", _folder.PathOf("b.npz")).ShouldSucceed();

        File.ReadAllBytes(_folder.PathOf("a.npz")).ShouldBe(File.ReadAllBytes(_folder.PathOf("b.npz")));
    }

    [Fact]
    public void Files_are_merged()
    {
        string first = _folder.Write("a.npz", new NpzBuilder().Add("a.weight", [1, 2], 1, 2).ToBytes()), second = _folder.Write("b.safetensors", new SafetensorsBuilder().Add("b.weight", [2, 1], 3, 4).ToBytes());

        Sparsec.Run("convert", first, second, "-o", _folder.PathOf("c.npz")).ShouldSucceed();

        WeightFile.Open(_folder.PathOf("c.npz"), "c").Tensors.Select(tensor => tensor.Name).ShouldBe(["a.weight", "b.weight"]);
    }

    [Fact]
    public void Masks_are_applied_and_left_out()
    {
        byte[] bytes = new NpzBuilder()
            .Add("fc1.weight_orig", [1, 3], 1, 2, 3).Add("fc1.weight_mask", [1, 3], 1, 0, 1).Add("weight", [1, 2], 5, 6).Add("mask", [1, 2], 0, 1).ToBytes();

        Sparsec.Run("convert", _folder.Write("in.npz", bytes), "-o", _folder.PathOf("out.npz"), "--mask", "weight=mask").ShouldSucceed();

        WeightFile file = WeightFile.Open(_folder.PathOf("out.npz"), "out.npz");
        file.Tensors.Select(tensor => tensor.Name).ShouldBe(["fc1.weight", "weight"]);
        file.Read("fc1.weight").Tensor!.Values.ShouldBe([1, 3]);
        file.Read("weight").Tensor!.Values.ShouldBe([6]);
    }

    [Fact]
    public void A_threshold_says_what_it_removed()
    {
        byte[] bytes = new NpzBuilder().Add("fc1.weight", [2, 2], 3, -0.5f, 0.25f, -4).Add("fc1.bias", [2], 0.1f, 0.2f).ToBytes();

        using JsonDocument json = JsonDocument.Parse(
            Sparsec.Run("convert", _folder.Write("in.npz", bytes), "-o", _folder.PathOf("out.npz"), "--prune-below", "0.5", "--json").ShouldSucceed());

        JsonElement weight = json.RootElement.GetProperty("tensors")[0], bias = json.RootElement.GetProperty("tensors")[1];
        (weight.GetProperty("before").GetInt32(), weight.GetProperty("after").GetInt32()).ShouldBe((4, 3));
        weight.GetProperty("magnitude").GetDouble().ShouldBe(0.25 / 7.75, 1e-9);
        weight.GetProperty("energy").GetDouble().ShouldBe(0.0625 / (9 + 0.25 + 0.0625 + 16), 1e-9);
        weight.GetProperty("largest").GetDouble().ShouldBe(0.25);
        bias.GetProperty("after").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("'out.onnx' has the extension '.onnx'; expected .npz, .safetensors or .mtx.", "out.onnx")]
    [InlineData("A Matrix Market file holds one matrix: found 4 tensors", "out.mtx")]
    [InlineData("There is no tensor 'fc9.weight'; found 'fc1.weight'", "out.npz", "--select", "fc9.weight")]
    [InlineData("Invalid value for '--mask': 'fc1.weight'. Expected WEIGHT=MASK.", "out.npz", "--mask", "fc1.weight")]
    [InlineData("'fc1.bias' has the shape [64]; expected [64, 96], that of 'fc1.weight'.", "out.npz", "--mask", "fc1.weight=fc1.bias")]
    [InlineData("Invalid value for '--prune-below': '-1'.", "out.npz", "--prune-below", "-1")]
    [InlineData("exists already; expected a new file, or --force.", "in.npz")]
    public void What_cannot_be_converted_is_one_line_and_no_file(string expected, string output, params string[] options)
    {
        string source = _folder.Write("in.npz", TestWeights.TwoLayers());
        byte[] before = File.ReadAllBytes(source);

        Sparsec.Run(["convert", source, "-o", _folder.PathOf(output), .. options]).ShouldFailInOneLine().Replace(_folder.PathOf("") + "/", "", StringComparison.Ordinal).ShouldContain(expected);

        Directory.GetFiles(_folder.PathOf("")).ShouldBe([source]);
        File.ReadAllBytes(source).ShouldBe(before);
    }

    private static void ShouldBeSame(Tensor actual, Tensor expected)
    {
        actual.Info.Shape.ShouldBe(expected.Info.Shape);
        actual.Positions.ShouldBe(expected.Positions);
        actual.Values.Select(BitConverter.SingleToInt32Bits).ShouldBe(expected.Values.Select(BitConverter.SingleToInt32Bits));
    }
}
