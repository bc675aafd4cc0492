using System.Text;
using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Models whose tensors are in several files.</summary>
public sealed class SeveralFilesTests : StoredWeightsTest
{
    private const string Index = """
        { "metadata": { "total_size": 60 }, "weight_map": { "fc1.weight": "model-00001-of-00002.safetensors", "fc1.bias": "model-00002-of-00002.safetensors" } }
        """;

    private static readonly byte[] First = new SafetensorsBuilder().Add("fc1.weight", [3, 4], Matrix).ToBytes();
    private static readonly byte[] Second = new SafetensorsBuilder().Add("fc1.bias", [3], 1, 2, 3).ToBytes();

    [Fact]
    public void Weights_and_biases_may_be_apart() => ShouldCompute(
        Run(
            """[SparseModel("weights/w.npz", "weights/b.safetensors"), Linear("fc1")]""",
            ("w.npz", new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).ToBytes()),
            ("b.safetensors", Second)),
        3,
        4,
        Matrix,
        [1, 2, 3]);

    [Fact]
    public void An_index_stands_for_its_files()
    {
        GeneratorRun run = Run(
            """[SparseModel("weights/model.safetensors.index.json"), Linear("fc1")]""",
            ("model.safetensors.index.json", Encoding.UTF8.GetBytes(Index)),
            ("model-00001-of-00002.safetensors", First),
            ("model-00002-of-00002.safetensors", Second));
        ShouldCompute(run, 3, 4, Matrix, [1, 2, 3]);
        string[] names = [.. run.Sources["M.g.cs"].Split(".SparseWeightsInfo(\"").Skip(1).Select(text => text.Split('"')[0])];
        names.ShouldContain("weights/model-00001-of-00002.safetensors");
        names.ShouldContain("weights/model-00002-of-00002.safetensors");
    }

    [Fact]
    public void A_shard_that_is_no_item_is_named() => ShouldSay(
        Run(
            """[SparseModel("weights/model.safetensors.index.json"), Linear("fc1")]""",
            ("model.safetensors.index.json", Encoding.UTF8.GetBytes(Index)),
            ("model-00001-of-00002.safetensors", First)),
        "SPARSE0001",
        DiagnosticSeverity.Error).ShouldContain("weights/model-00002-of-00002.safetensors");

    [Fact]
    public void An_index_that_is_wrong_about_a_file_is_malformed() => ShouldSay(
        Run(
            """[SparseModel("weights/model.safetensors.index.json"), Linear("fc1")]""",
            ("model.safetensors.index.json", Encoding.UTF8.GetBytes(Index)),
            ("model-00001-of-00002.safetensors", First),
            ("model-00002-of-00002.safetensors", new SafetensorsBuilder().Add("fc1.other", [3], 1, 2, 3).ToBytes())),
        "SPARSE0003",
        DiagnosticSeverity.Error).ShouldContain("'fc1.bias'");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "weight_map": {} }""")]
    [InlineData("""{ "weight_map": [] }""")]
    [InlineData("""{ "weight_map": { "a": 1 } }""")]
    [InlineData("""{ "weight_map": { "a": "b"  """)]
    [InlineData("")]
    public void What_is_no_index_is_an_error(string text) => Run(
        """[SparseModel("weights/model.safetensors.index.json"), Linear("fc1")]""", ("model.safetensors.index.json", Encoding.UTF8.GetBytes(text)))
        .Diagnostics.ShouldHaveSingleItem().Severity.ShouldBe(DiagnosticSeverity.Error);

    [Fact]
    public void A_name_in_two_files_is_an_error_that_names_both()
    {
        byte[] file = new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).ToBytes();
        string message = ShouldSay(Run("""[SparseModel("weights/a.npz", "weights/b.npz"), Linear("fc1")]""", ("a.npz", file), ("b.npz", file)), "SPARSE0056", DiagnosticSeverity.Error);
        message.ShouldContain("Tensor 'fc1.weight' is in both 'weights/a.npz' and 'weights/b.npz'");
    }

    [Fact]
    public void One_file_named_twice_is_one_file()
    {
        byte[] file = new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).ToBytes();
        ShouldCompute(Run("""[SparseModel("weights/a.npz", "weights/a.npz"), Linear("fc1")]""", ("a.npz", file)), 3, 4, Matrix);
    }

    [Fact]
    public void A_second_file_that_is_bad_is_named() => ShouldSay(
        Run(
            """[SparseModel("weights/a.npz", "weights/b.npz"), Linear("fc1")]""",
            ("a.npz", new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).ToBytes()),
            ("b.npz", First[..20])),
        "SPARSE0003",
        DiagnosticSeverity.Error).ShouldContain("'weights/b.npz'");

    [Fact]
    public void What_several_files_lack_is_said_of_all() => ShouldSay(
        Run(
            """[SparseModel("weights/a.npz", "weights/b.npz"), Linear("fc2")]""",
            ("a.npz", new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).ToBytes()),
            ("b.npz", new NpzMembers().Floats("fc1.bias", [3], 1, 2, 3).ToBytes())),
        "SPARSE0009",
        DiagnosticSeverity.Error).ShouldContain("'weights/a.npz', 'weights/b.npz'");
}
