using System.Runtime.InteropServices;
using System.Text.Json;
using SparseCompile.Cli.Pruning.Tensors;
using SparseCompile.Testing;
using SparseCompile.Training.Tests.Support;

namespace SparseCompile.Training.Tests.Pruning;

/// <summary>The command <c>prune</c> on ONNX files.</summary>
public sealed class OnnxPruneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(18);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_are_replaced_where_they_are_and_all_other_bytes_stay()
    {
        byte[] before = Network().ToBytes();
        _folder.Write("net.onnx", before);
        (int exitCode, string text, string errors) = Sparsec.Run("", "prune", _folder.PathOf("net.onnx"), "--pattern", "rows", "--density", "0.25", "--layer", "h1=16x1@0.5", "--json");
        exitCode.ShouldBe(0, errors);

        // Pruned weights are four zero bytes each; no other byte may change.
        byte[] after = File.ReadAllBytes(_folder.PathOf("net-pruned.onnx"));
        after.Length.ShouldBe(before.Length);
        before.Zip(after).Where(pair => pair.First != pair.Second).ShouldAllBe(pair => pair.Second == 0);
        Dictionary<string, DenseTensor> were = Read("net.onnx"), are = Read("net-pruned.onnx");
        int pruned = 0;
        foreach ((string name, int nonZeros) in ((string, int)[])[("w1", 16 * 20), ("w2", 16 * 8), ("c3", 16 * 4), ("w4", 16 * 4), ("b1", 32), ("w5", 6 * 16)])
        {
            are[name].Values.Count(value => value != 0).ShouldBe(nonZeros, name);
            are[name].Values.Zip(were[name].Values).ShouldAllBe(pair => pair.First == 0 || pair.First == pair.Second);
            pruned += are[name].Values.Count(value => value == 0);
        }

        pruned.ShouldBe((16 * 20) + (16 * 24) + (16 * 12) + (16 * 12));
        using JsonDocument report = JsonDocument.Parse(text);
        report.RootElement.GetProperty("output").GetString().ShouldBe("net-pruned.onnx");
        report.RootElement.GetProperty("layers").EnumerateArray().Select(layer => (layer.GetProperty("name").GetString(), layer.GetProperty("tensor").GetString()))
            .ShouldBe([("h1", "w1"), ("h2", "w2"), ("h3", "c3"), ("h4", "w4")], "'w5' is int8, and 'h5' reads 'w4' again");
        Directory.GetFiles(_folder.PathOf("."), "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void Calibration_inputs_refit_the_weights_of_the_whole_network()
    {
        _folder.Write("net.onnx", Network().ToBytes());
        _folder.Write("inputs.npz", new NpzBuilder().Add("input", [60, 20], Values(60 * 20)).ToBytes());
        (int exitCode, string text, string errors) = Sparsec.Run(
            "", "prune", _folder.PathOf("net.onnx"), "-c", _folder.PathOf("inputs.npz"), "--samples", "40", "--method", "second-order", "--density", "0.5", "--json");
        exitCode.ShouldBe(0, errors);
        using JsonDocument report = JsonDocument.Parse(text);
        JsonElement[] layers = [.. report.RootElement.GetProperty("layers").EnumerateArray()];
        layers.Length.ShouldBe(4);
        layers.ShouldAllBe(layer => layer.GetProperty("error").GetDouble() < layer.GetProperty("magnitudeError").GetDouble());
        report.RootElement.GetProperty("outputError").GetDouble().ShouldBeGreaterThan(0);
        report.RootElement.GetProperty("heldOutError").GetDouble().ShouldBeGreaterThan(0);

        // Weights that are left have other values now.
        Read("net-pruned.onnx")["w2"].Values.Zip(Read("net.onnx")["w2"].Values).Count(pair => pair.First != 0 && pair.First != pair.Second).ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Windows_and_half_precision_are_pruned()
    {
        float[] kernel = Values(16 * 4 * 9), halves = [.. Values(16 * 5).Select(value => (float)(Half)value)];
        _folder.Write("conv.onnx", new OnnxBuilder().Input("x", -1, 4, 6, 6).Output("y")
            .Floats("kernel", [16, 4, 3, 3], kernel)
            .Initializer(OnnxBuilder.Tensor("half", 10, [16, 5], MemoryMarshal.AsBytes(halves.Select(value => (Half)value).ToArray().AsSpan()).ToArray()))
            .Node("Conv", "x,kernel", "c").Node("Relu", "c", "r").Node("GlobalAveragePool", "r", "p").Node("Flatten", "p", "f")
            .Node("Cast", "half", "wide", OnnxBuilder.Int("to", 1)).Node("MatMul", "f,wide", "y").ToBytes());
        (int exitCode, string text, string errors) = Sparsec.Run("", "prune", _folder.PathOf("conv.onnx"), "--pattern", "rows", "--density", "0.25", "--json");
        exitCode.ShouldBe(0, errors);
        Dictionary<string, DenseTensor> are = Read("conv-pruned.onnx");
        are["kernel"].Values.Chunk(36).Select(row => row.Count(value => value != 0)).ShouldAllBe(count => count == 9);
        are["half"].Values.Zip(halves).ShouldAllBe(pair => pair.First == 0 || pair.First == pair.Second);
        Enumerable.Range(0, 5).Select(output => are["half"].Values.Where((value, i) => i % 5 == output && value != 0).Count()).ShouldAllBe(count => count == 4);
        using JsonDocument report = JsonDocument.Parse(text);
        report.RootElement.GetProperty("nanoseconds").GetDouble().ShouldBeLessThan(report.RootElement.GetProperty("nanosecondsBefore").GetDouble());
    }

    [Theory]
    [InlineData("Unknown format of 'out.npz'. Expected the extension .onnx.", "-o", "out.npz")]
    [InlineData("Unknown layer: 'fc9'. Expected 'h1', 'h2', 'h3', 'h4'.", "--layer", "fc9=rows@0.5")]
    [InlineData("Calibration array 'input': found the shape [3, 7]; expected [samples, ...] with 20 values a sample.", "-c", "inputs.npz")]
    public void What_cannot_be_done_is_one_line_and_nothing_is_written(string message, params string[] arguments)
    {
        _folder.Write("net.onnx", Network().ToBytes());
        _folder.Write("inputs.npz", new NpzBuilder().Add("input", [3, 7], Values(21)).ToBytes());
        Refused("net.onnx", message, [.. arguments.Select(argument => argument == "inputs.npz" ? _folder.PathOf(argument) : argument)]);
    }

    [Fact]
    public void Files_that_cannot_be_pruned_are_one_line()
    {
        _folder.Write("bad.onnx", [1, 2, 3]);
        Refused("bad.onnx", "'bad.onnx': found ");
        _folder.Write("none.onnx", new OnnxBuilder().Input("x", 1, 4).Output("y").Node("Relu", "x", "y").ToBytes());
        Refused("none.onnx", "There is no layer to prune. Expected ");
        _folder.Write("open.onnx", new OnnxBuilder().Input("x", 1, -1).Output("y").Node("Relu", "x", "y").ToBytes());
        Refused("open.onnx", "Input 'x' of ONNX model 'open.onnx' has no shape that can be compiled: ");
        _folder.Write("outside.onnx", new OnnxBuilder().Input("x", 1, 4).Output("y").Initializer(OnnxBuilder.External("w", [4, 4], "outside.data")).Node("MatMul", "x,w", "y").ToBytes());
        Refused("outside.onnx", "'outside.onnx' has tensor 'w' in 'outside.data'. Expected all tensors in the ONNX file itself.");
        _folder.Write("two.onnx", new OnnxBuilder().Input("x", 1, 4).Input("z", 1, 4).Output("y").Floats("w", [4, 4], Values(16)).Node("Add", "x,z", "s").Node("MatMul", "s,w", "y").ToBytes());
        _folder.Write("inputs.npz", new NpzBuilder().Add("input", [3, 4], Values(12)).ToBytes());
        Refused("two.onnx", "'two.onnx': found 2 inputs and 1 outputs; expected one of each for calibration, or no --calibration.", "-c", _folder.PathOf("inputs.npz"));
    }

    private void Refused(string name, string message, params string[] arguments)
    {
        string[] before = Directory.GetFiles(_folder.PathOf("."));
        (int exitCode, string output, string errors) = Sparsec.Run("", ["prune", _folder.PathOf(name), "--density", "0.5", .. arguments]);
        (exitCode, output).ShouldBe((1, ""), errors);
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith(message);
        Directory.GetFiles(_folder.PathOf(".")).ShouldBe(before);
    }

    private Dictionary<string, DenseTensor> Read(string name) => TensorReader.ReadAll(_folder.PathOf(name)).ToDictionary(tensor => tensor.Name);

    private float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.NextSingle() - 0.5f)];

    /// <summary>Six layers: their weights as raw data, as numbers one by one, in a node, twice the same, and as int8.</summary>
    private OnnxBuilder Network()
    {
        ProtoWriter numbers = new ProtoWriter().Packed(1, [32, 16]).Int(2, 1).Text(8, "w2");
        foreach (float value in Values(32 * 16))
        {
            numbers.Float(4, value);
        }

        byte[] constant = OnnxBuilder.Tensor("", 1, [16, 16], MemoryMarshal.AsBytes(Values(16 * 16).AsSpan()).ToArray());
        byte[] integers = [.. Enumerable.Range(0, 6 * 16).Select(_ => (byte)_random.Next(1, 120))];
        return new OnnxBuilder().Input("x", -1, 20).Output("y")
            .Floats("w1", [32, 20], Values(32 * 20)).Floats("b1", [32], Values(32)).Initializer(numbers.ToBytes()).Floats("w4", [16, 16], Values(16 * 16))
            .Initializer(OnnxBuilder.Tensor("w5", 3, [16, 6], integers)).Floats("scale", [], 0.01f)
            .Node("Gemm", "x,w1,b1", "h1", OnnxBuilder.Int("transB", 1)).Node("Relu", "h1", "r1")
            .Node("MatMul", "r1,w2", "h2").Node("Relu", "h2", "r2")
            .Node("Constant", "", "c3", OnnxBuilder.TensorValue("value", constant))
            .Node("MatMul", "r2,c3", "h3").Node("MatMul", "h3,w4", "h4").Node("Relu", "h4", "r4").Node("MatMul", "r4,w4", "h5")
            .Node("DequantizeLinear", "w5,scale", "d5").Node("MatMul", "h5,d5", "y");
    }
}
