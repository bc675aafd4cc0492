using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Generator.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Files that are not there, cannot be read, or are not what their format says.</summary>
public sealed class WeightFileTests : DiagnosticTest
{
    [Fact]
    public void A_file_that_is_no_item_is_not_found_and_the_closest_is_offered() =>
        Provoke(Rules.FileNotFound, """SparseModel("weights/bda.npz")""", Bad("npz").Replace("/bad", "/bda", StringComparison.Ordinal), WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void Without_a_close_name_none_is_offered() =>
        Provoke(Rules.FileNotFound, """SparseModel("models/encoder/layers.safetensors")""", Named("models/encoder/layers.safetensors"), []);

    [Fact]
    public void Two_files_that_end_in_the_path_are_not_guessed_between() =>
        Provoke(Rules.AmbiguousFile, """SparseModel("bad.npz")""", Named("bad.npz"), [WriteTwoLayers("a/bad.npz"), WriteTwoLayers("b/bad.npz")]);

    [Fact]
    public void An_item_whose_file_is_gone_cannot_be_read() =>
        Provoke(Rules.FileUnreadable, """SparseModel("weights/bad.npz")""", Bad("npz"), new WeightInput(Path.Combine(Folder, "weights/bad.npz"), "weights/bad.npz"));

    [Fact]
    public void A_folder_cannot_be_read()
    {
        string path = Path.Combine(Folder, "weights/bad.npz");
        Directory.CreateDirectory(path);
        Provoke(Rules.FileUnreadable, """SparseModel("weights/bad.npz")""", Bad("npz"), new WeightInput(path, "weights/bad.npz"));
    }

    [Fact]
    public void A_truncated_safetensors_file_is_malformed()
    {
        byte[] whole = RawWeights.SafetensorsMatrix("fc1.weight", 2, 3, 1, 0, 2, 0, 0, -3);
        Provoke(Rules.FileMalformed, """SparseModel("weights/bad.safetensors")""", Bad("safetensors"), Write("weights/bad.safetensors", whole[..^5]));
    }

    [Fact]
    public void A_safetensors_file_cut_in_its_header_is_malformed()
    {
        byte[] whole = RawWeights.SafetensorsMatrix("fc1.weight", 2, 3, 1, 0, 2, 0, 0, -3);
        Provoke(Rules.FileMalformed, """SparseModel("weights/bad.safetensors")""", Bad("safetensors"), Write("weights/bad.safetensors", whole[..20]));
    }

    [Fact]
    public void A_truncated_npz_file_is_malformed() =>
        Provoke(Rules.FileMalformed, """SparseModel("weights/bad.npz")""", Bad("npz"), Write("weights/bad.npz", TwoLayers().ToBytes()[..300]));

    [Fact]
    public void An_npz_file_with_a_wrong_checksum_is_malformed()
    {
        byte[] bytes = TwoLayers().ToBytes();
        bytes[bytes.AsSpan().IndexOf(RawWeights.Floats(-3))] ^= 1;
        Provoke(Rules.FileMalformed, """Linear("fc1")""", Bad("npz"), Write("weights/bad.npz", bytes));
    }

    [Fact]
    public void A_truncated_npy_file_is_malformed() => Provoke(
        Rules.FileMalformed, """SparseMatrix("weights/bad.npy")""", BadMatrix("npy"), Write("weights/bad.npy", RawWeights.Npy("<f4", "(2, 2)", RawWeights.Floats(1, 2, 3))));

    [Fact]
    public void A_truncated_matrix_market_file_is_malformed() => Provoke(
        Rules.FileMalformed,
        """SparseMatrix("weights/bad.mtx")""",
        BadMatrix("mtx"),
        Write("weights/bad.mtx", RawWeights.Text("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 0.5\n")));

    [Fact]
    public void A_truncated_smtx_file_is_malformed() => Provoke(
        Rules.FileMalformed,
        """SparseMatrix("weights/bad.smtx", PatternValues = PatternValues.Ones)""",
        BadMatrix("smtx", ", PatternValues = PatternValues.Ones"),
        Write("weights/bad.smtx", RawWeights.Text("2, 2, 2\n0 1 2\n0\n")));

    [Theory]
    [InlineData("safetensors")]
    [InlineData("npz")]
    [InlineData("npy")]
    [InlineData("mtx")]
    [InlineData("smtx")]
    public void An_empty_or_random_file_is_malformed_in_every_format(string extension)
    {
        foreach (byte[] bytes in new[] { [], "\n"u8.ToArray(), [.. Enumerable.Range(0, 999).Select(i => (byte)(i * 167))] })
        {
            Check(bytes.Length == 0 ? Rules.NotAWeightFile : Rules.FileMalformed, $"""SparseModel("weights/bad.{extension}")""", Bad(extension), [Write("weights/bad." + extension, bytes)]);
        }
    }

    [Fact]
    public void An_extension_without_a_reader_is_an_unknown_format() =>
        Provoke(Rules.UnknownFormat, """SparseModel("weights/bad.pt")""", Bad("pt"), Write("weights/bad.pt", [1, 2, 3]));

    [Fact]
    public void A_name_without_extension_is_an_unknown_format() =>
        Provoke(Rules.UnknownFormat, """SparseModel("weights/bad")""", Named("weights/bad"), Write("weights/bad", [1, 2, 3]));

    [Fact]
    public void A_safetensors_type_without_float32_counterpart_is_not_supported() => Provoke(
        Rules.UnsupportedDataType,
        """Linear("fc1")""",
        Bad("safetensors"),
        Write("weights/bad.safetensors", RawWeights.Safetensors("""{"fc1.weight":{"dtype":"F8_E4M3","shape":[1,2],"data_offsets":[0,2]}}""", 1, 2)));

    [Fact]
    public void A_complex_npy_file_is_not_supported() =>
        Provoke(Rules.UnsupportedDataType, """SparseMatrix("weights/bad.npy")""", BadMatrix("npy"), Write("weights/bad.npy", RawWeights.Npy("<c8", "(1, 1)", new byte[8])));

    [Fact]
    public void A_complex_matrix_market_file_is_not_supported() => Provoke(
        Rules.UnsupportedDataType,
        """SparseMatrix("weights/bad.mtx")""",
        BadMatrix("mtx"),
        Write("weights/bad.mtx", RawWeights.Text("%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 0.5 0\n")));

    [Fact]
    public void A_number_in_text_beyond_float32_is_out_of_range() => Provoke(
        Rules.ValueOutOfRange,
        """SparseMatrix("weights/bad.mtx")""",
        BadMatrix("mtx"),
        Write("weights/bad.mtx", RawWeights.Text("%%MatrixMarket matrix coordinate real general\n2 2 1\n2 1 -1e39\n")));

    [Fact]
    public void A_pattern_without_values_is_refused() => Provoke(
        Rules.PatternWithoutValues, """SparseMatrix("weights/bad.smtx")""", BadMatrix("smtx"), Write("weights/bad.smtx", RawWeights.Text("2, 2, 2\n0 1 2\n0 1\n")));

    [Fact]
    public void A_pattern_is_refused_in_a_layer_too() => Provoke(
        Rules.PatternWithoutValues,
        """Linear("fc1", Weight = "bad")""",
        Bad("smtx", """[Linear("fc1", Weight = "bad")]"""),
        Write("weights/bad.smtx", RawWeights.Text("2, 2, 2\n0 1 2\n0 1\n")));

    [Fact]
    public void An_extent_over_two_to_the_31st_is_too_large() => Provoke(
        Rules.TooLarge,
        """SparseMatrix("weights/bad.mtx")""",
        BadMatrix("mtx"),
        Write("weights/bad.mtx", RawWeights.Text("%%MatrixMarket matrix coordinate real general\n3000000000 2 1\n1 1 0.5\n")));

    [Fact]
    public void An_extent_no_layer_can_have_is_too_large() => Provoke(
        Rules.TooLarge,
        """SparseMatrix("weights/bad.mtx")""",
        BadMatrix("mtx"),
        Write("weights/bad.mtx", RawWeights.Text("%%MatrixMarket matrix coordinate real general\n2147483647 2 1\n1 1 0.5\n")));

    private static string Named(string path) => Bad("npz").Replace("weights/bad.npz", path, StringComparison.Ordinal);
}
