using System.IO.Compression;
using System.Text;
using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Nothing of a file is dropped silently, and words of files reach messages on one line.</summary>
public sealed class UnreadTests : StoredWeightsTest
{
    [Theory]
    [InlineData("W", "b")]
    [InlineData("W1", "b1")]
    [InlineData("weights", "biases")]
    [InlineData("dense/kernel:0", "dense/bias:0")]
    [InlineData("coefs_0", "intercepts_0")]
    [InlineData("fc.weight", "fc.beta")]
    [InlineData("arr_0", "arr_1")]
    public void A_bias_under_another_name_is_a_warning(string weight, string bias)
    {
        NpzMembers file = new NpzMembers().Floats(weight, [3, 4], Matrix).Floats(bias, [3], 1, 2, 3);
        ShouldSay(RunLayer(file, $"[Linear(\"fc1\", Weight = \"{weight}\")]"), "SPARSE0052", DiagnosticSeverity.Warning)
            .ShouldBe($"Tensor '{bias}' in 'weights/m.npz' is not read, but seems to be the bias of layer 'fc1'; expected Bias = \"{bias}\", or Bias = \"\" for none");
        ShouldCompute(RunLayer(file, $"[Linear(\"fc1\", Weight = \"{weight}\", Bias = \"{bias}\")]"), 3, 4, Matrix, [1, 2, 3]);
        ShouldCompute(RunLayer(file, $"[Linear(\"fc1\", Weight = \"{weight}\", Bias = \"\")]"), 3, 4, Matrix);
    }

    [Fact]
    public void Other_tensors_are_named_once()
    {
        GeneratorRun run = RunLayer(new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats("fc1.bias", [3], 1, 2, 3).Floats("fc9.bias", [3], 1, 2, 3).Floats("step", [], 7)
            .Longs("bn.num_batches_tracked", [], 7));
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning).ShouldBeEmpty();
        run.Remarks.ShouldHaveSingleItem().GetMessage().ShouldBe("Model 'M' does not read these tensors of 'weights/m.npz': 'fc9.bias', 'step'");
    }

    [Fact]
    public void Small_weights_are_spoken_of_and_pruned_where_asked()
    {
        float[] soft = [.. Matrix.Select((value, i) => value == 0 ? 1e-9f * (i + 1) : value), 1e-9f, 1e-9f, 1e-9f, 2];
        NpzMembers file = new NpzMembers().Floats("fc1.weight", [4, 4], soft);
        RunLayer(file).Remarks.ShouldHaveSingleItem().GetMessage().ShouldContain("PruneBelow = 1E-05");
        GeneratorRun pruned = RunLayer(file, """[Linear("fc1", PruneBelow = 1e-5)]""");
        pruned.Remarks.ShouldBeEmpty();
        ShouldCompute(pruned, 4, 4, [.. Matrix, 0, 0, 0, 2]);
        RunLayer(new NpzMembers().Floats("fc1.weight", [4, 4], [.. Enumerable.Range(1, 16).Select(i => (float)i)])).Remarks.ShouldHaveSingleItem().Id.ShouldBe("SPARSE0054");
    }

    [Fact]
    public void A_tensor_in_two_files_is_an_error_that_names_both()
    {
        byte[] layer = new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).ToBytes();
        ShouldSay(Run("""[SparseModel("weights/a.npz", "weights/b.npz"), Linear("fc1")]""", ("a.npz", layer), ("b.npz", layer)), "SPARSE0056", DiagnosticSeverity.Error)
            .ShouldBe("Tensor 'fc1.weight' is in both 'weights/a.npz' and 'weights/b.npz'; expected each tensor in one of the model's files");
    }

    [Fact]
    public void An_index_stands_for_its_files()
    {
        byte[] index = """{"metadata": {"total_size": 60}, "weight_map": {"fc1.weight": "m-1.safetensors", "fc1.bias": "m-2.safetensors"}}"""u8.ToArray();
        byte[] first = new SafetensorsBuilder().Add("fc1.weight", [3, 4], Matrix).ToBytes();
        byte[] second = new SafetensorsBuilder().Add("fc1.bias", [3], 1, 2, 3).ToBytes();
        const string Model = """[SparseModel("weights/m.safetensors.index.json"), Linear("fc1")]""";
        ShouldCompute(Run(Model, ("m.safetensors.index.json", index), ("m-1.safetensors", first), ("m-2.safetensors", second)), 3, 4, Matrix, [1, 2, 3]);
        ShouldSay(Run(Model, ("m.safetensors.index.json", index), ("m-1.safetensors", first)), "SPARSE0001", DiagnosticSeverity.Error).ShouldContain("'weights/m-2.safetensors'");
        ShouldSay(Run(Model, ("m.safetensors.index.json", index), ("m-1.safetensors", first), ("m-2.safetensors", new SafetensorsBuilder().Add("x", [1], 1).ToBytes())), "SPARSE0003", DiagnosticSeverity.Error)
            .ShouldContain("'fc1.bias'");
    }

    [Fact]
    public void Words_of_files_are_quoted_and_bounded()
    {
        const string Name = "w\n{0}\terror CS9999: fake";
        string hostile = ShouldSay(RunLayer(new NpzMembers().AddRaw(Name + ".npy", [0x93, .. "NUMPX"u8, 1, 0]), $"[Linear(\"fc1\", Weight = \"w\\n{{0}}\\terror CS9999: fake\")]"), "SPARSE0003", DiagnosticSeverity.Error);
        hostile.ShouldContain("'w\\x0a{0}\\x09error CS9999: fake'");
        hostile.ShouldNotContain("\n");

        string shape = "(" + string.Concat(Enumerable.Repeat("1,", 300_000)) + ")";
        byte[] header = Encoding.ASCII.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n");
        byte[] npy = [0x93, .. "NUMPY"u8, 2, 0, .. BitConverter.GetBytes(header.Length), .. header, 0, 0, 128, 63];
        ShouldSay(Run("""[SparseModel("weights/m.npz"), Linear("fc1")]""", ("m.npz", WeightBytes.Npz(CompressionLevel.Optimal, ("fc1.weight.npy", npy)))), "SPARSE0010", DiagnosticSeverity.Error)
            .Length.ShouldBeLessThan(300);
        ShouldSay(RunLayer(new NpzMembers().Floats(new string('x', 60_000), [3], 1, 2, 3)), "SPARSE0009", DiagnosticSeverity.Error).Length.ShouldBeLessThan(500);
    }

    [Theory]
    [InlineData("|O", 0, "Python objects")]
    [InlineData("|V2", 24, "as NumPy saves bfloat16; save array.astype(numpy.float32)")]
    public void Element_types_that_are_not_taken_are_explained(string type, int bytes, string cause) =>
        ShouldSay(RunLayer(new NpzMembers().Add("fc1.weight", type, [3, 4], new byte[bytes])), "SPARSE0005", DiagnosticSeverity.Error).ShouldContain(cause);
}
