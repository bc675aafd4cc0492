using System.Runtime.CompilerServices;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Generator.Tests.Snapshots;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>What is said of how weights are stored.</summary>
public sealed class StoredWeightsTests : DiagnosticTest
{
    [Fact]
    public void A_file_of_another_kind_is_named_with_what_converts_it() => Provoke(
        Rules.NotAWeightFile,
        """SparseModel("weights/bad.safetensors")""",
        Bad("safetensors"),
        Write("weights/bad.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"u8.ToArray()));

    [Fact]
    public void A_bias_that_is_not_read_is_warned_of() => Provoke(
        Rules.PartNotRead,
        """Linear("fc1", Weight = "W")""",
        Bad("npz", """[Linear("fc1", Weight = "W")]"""),
        new NpzBuilder().Add("W", [2, 3], 1, 0, 2, 0, 0, -3).Add("b", [2], 1, 2).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void Weights_in_an_encoding_that_is_not_read_are_refused_by_name() => Provoke(
        Rules.EncodingNotRead,
        """Linear("fc1")""",
        Bad("npz"),
        new NpzBuilder().Add("fc1.qweight", [1, 3], 1, 0, 2).Add("fc1.scales", [1, 3], 1, 2, 3).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void A_tensor_in_two_files_is_an_error() => Provoke(
        Rules.TensorInTwoFiles,
        """SparseModel("weights/bad.npz", "weights/two.npz")""",
        Bad("npz").Replace("bad.npz\"", "bad.npz\", \"weights/two.npz\"", StringComparison.Ordinal),
        [WriteTwoLayers("weights/bad.npz"), WriteTwoLayers()]);

    [Fact]
    public void A_matrix_that_may_be_the_wrong_way_round_is_warned_of() => Provoke(
        Rules.OrderAmbiguous,
        """Linear("fc1", Weight = "fc1/kernel:0")""",
        Bad("npz", """[Linear("fc1", Weight = "fc1/kernel:0")]"""),
        new NpzBuilder().Add("fc1/kernel:0", [3, 3], 1, 0, 2, 0, 0, -3, 0, 0, 0).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void Tensors_that_are_not_read_are_listed() => Remark("""[Linear("fc1")]""", WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_layer_without_zeros_is_said() =>
        Remark("""[Linear("fc1")]""", new NpzBuilder().Add("fc1.weight", [4, 4], [.. Enumerable.Range(1, 16).Select(i => i / 4f)]).Write(Folder, "weights/bad.npz"));

    [Fact]
    public void Small_weights_are_said() =>
        Remark("""[Linear("fc1")]""", new NpzBuilder().Add("fc1.weight", [4, 4], [.. Enumerable.Range(1, 16).Select(i => i % 4 == 0 ? i / 4f : 1e-9f)]).Write(Folder, "weights/bad.npz"));

    private static void Remark(string layers, WeightInput file, [CallerFilePath] string test = "", [CallerMemberName] string method = "")
    {
        GeneratorRun run = GeneratorRun.Of(Usings + Bad("npz", layers), file);
        run.Diagnostics.ShouldBeEmpty();
        Snapshot.MatchText(DiagnosticText.Of(run.Remarks), test, method);
    }
}
