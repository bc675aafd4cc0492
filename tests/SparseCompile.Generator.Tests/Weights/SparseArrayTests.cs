using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Matrices that several arrays store together: SciPy's, PyTorch's and compressed-tensors' sparse formats.</summary>
public sealed class SparseArrayTests : StoredWeightsTest
{
    [Fact]
    public void What_save_npz_writes_is_a_matrix_csr() => ShouldCompute(RunMatrix(Csr("", "csr")), 3, 4, Matrix, method: "A");

    [Fact]
    public void What_save_npz_writes_is_a_matrix_csc() => ShouldCompute(RunMatrix(Csc("", "csc")), 3, 4, Matrix, method: "A");

    [Fact]
    public void What_save_npz_writes_is_a_matrix_coo() => ShouldCompute(
        RunMatrix(new NpzMembers().Ints("row", [5], 2, 0, 2, 0, 0).Ints("col", [5], 2, 1, 0, 3, 1).Word("format", "coo").Longs("shape", [2], 3, 4).Floats("data", [5], 0.25f, 1, 3, -2, 0.5f)),
        3,
        4,
        Matrix,
        method: "A");

    [Fact]
    public void What_save_npz_writes_is_a_matrix_dia() => ShouldCompute(
        RunMatrix(new NpzMembers().Ints("offsets", [4], 1, 3, -2, 0).Word("format", "dia").Longs("shape", [2], 3, 4)
            .Floats("data", [4, 4], 9, 1.5f, 0, 0, 9, 9, 9, -2, 3, 0, 9, 9, 0, 0, 0.25f, 9)),
        3,
        4,
        Matrix,
        method: "A");

    [Fact]
    public void What_save_npz_writes_is_a_matrix_bsr() => ShouldCompute(
        RunMatrix(new NpzMembers().Ints("indices", [3], 0, 1, 0).Ints("indptr", [4], 0, 2, 2, 3).Word("format", "bsr").Longs("shape", [2], 3, 4)
            .Floats("data", [3, 1, 2], 0, 1.5f, 0, -2, 3, 0)),
        3,
        4,
        [0, 1.5f, 0, -2, 0, 0, 0, 0, 3, 0, 0, 0],
        method: "A");

    [Fact]
    public void Blocks_of_several_rows_and_columns_are_in_their_place() => ShouldCompute(
        RunMatrix(new NpzMembers().Ints("indices", [2], 1, 0).Ints("indptr", [3], 0, 1, 2).Word("format", "bsr").Longs("shape", [2], 4, 4)
            .Floats("data", [2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8)),
        4,
        4,
        [0, 0, 1, 2, 0, 0, 3, 4, 5, 6, 0, 0, 7, 8, 0, 0],
        method: "A");

    [Theory]
    [InlineData("fc1.weight.")]
    [InlineData("fc1.weight_")]
    [InlineData("fc1/weight/", "fc1/weight")]
    [InlineData("_orig_mod.fc1.weight.")]
    public void Several_arrays_by_key_are_layers(string prefix, string? weight = null)
    {
        string option = weight is null ? "" : $", Weight = \"{weight}\"";
        ShouldCompute(RunLayer(Csr(prefix, null), $"[Linear(\"fc1\"{option})]"), 3, 4, Matrix);
        ShouldCompute(RunLayer(Csc(prefix, null), $"[Linear(\"fc1\"{option})]"), 3, 4, Matrix);
    }

    [Fact]
    public void PyTorch_parts_are_layers_with_or_without_their_shape()
    {
        NpzMembers csr = new NpzMembers().Longs("fc1.weight.crow_indices", [4], 0, 2, 2, 4).Longs("fc1.weight.col_indices", [4], 1, 3, 0, 2)
            .Floats("fc1.weight.values", [4], 1.5f, -2, 3, 0.25f).Floats("fc1.bias", [3], 1, 2, 3);
        ShouldCompute(RunLayer(csr, """[Input(4), Linear("fc1")]"""), 3, 4, Matrix, [1, 2, 3]);
        ShouldSay(RunLayer(csr), "SPARSE0003", DiagnosticSeverity.Error).ShouldContain("a sparse matrix without its shape");

        NpzMembers coo = new NpzMembers().Longs("fc1.weight.indices", [2, 4], 0, 0, 2, 2, 1, 3, 0, 2).Floats("fc1.weight.values", [4], 1.5f, -2, 3, 0.25f).Floats("fc1.bias", [3], 1, 2, 3);
        ShouldCompute(RunLayer(coo, """[Input(4), Linear("fc1")]"""), 3, 4, Matrix, [1, 2, 3]);
        ShouldCompute(RunLayer(coo.Longs("fc1.weight.shape", [2], 3, 4)), 3, 4, Matrix, [1, 2, 3]);

        NpzMembers csc = new NpzMembers().Longs("fc1.weight.ccol_indices", [5], 0, 1, 2, 3, 4).Longs("fc1.weight.row_indices", [4], 2, 0, 2, 0)
            .Floats("fc1.weight.values", [4], 3, 1.5f, 0.25f, -2).Longs("fc1.weight.size", [2], 3, 4);
        ShouldCompute(RunLayer(csc), 3, 4, Matrix);
    }

    [Fact]
    public void Bit_masks_of_compressed_tensors_are_layers()
    {
        foreach (string prefix in new[] { "fc1", "fc1.weight", "model.fc1" })
        {
            NpzMembers file = new NpzMembers().Longs(prefix + ".shape", [2, 1], 3, 4).Floats(prefix + ".compressed", [4], 1.5f, -2, 3, 0.25f)
                .Bytes(prefix + ".bitmask", [3, 1], 0b1010, 0, 0b0101).Longs(prefix + ".row_offsets", [3], 0, 2, 2);
            ShouldCompute(RunLayer(file), 3, 4, Matrix);
        }
    }

    [Fact]
    public void A_file_for_each_matrix_and_one_for_the_biases_is_a_model() => ShouldCompute(
        Run(
            """[SparseModel("weights/fc1.npz", "weights/fc2.npz", "weights/biases.npz"), Linear("fc1"), Linear("fc2")]""",
            ("fc1.npz", Csr("", "csr").ToBytes()),
            ("fc2.npz", new NpzMembers().Ints("row", [1], 0).Ints("col", [1], 2).Word("format", "coo").Longs("shape", [2], 1, 3).Floats("data", [1], 2).ToBytes()),
            ("biases.npz", new NpzMembers().Floats("fc1.bias", [3], 1, 2, 3).Floats("fc2.bias", [1], 10).ToBytes())),
        1,
        4,
        [6, 0, 0.5f, 0],
        [16]);

    [Theory]
    [InlineData("lil", "the sparse format 'lil'")]
    [InlineData(null, "'indptr' without a format")]
    public void A_square_matrix_needs_a_format_that_is_known(string? format, string found)
    {
        NpzMembers file = new NpzMembers().Ints("a.indices", [1], 1).Ints("a.indptr", [3], 0, 1, 1).Longs("a.shape", [2], 2, 2).Floats("a.data", [1], 1);
        GeneratorRun run = RunMatrix(format is null ? file : file.Word("a.format", format));
        run.Diagnostics.ShouldHaveSingleItem().GetMessage().ShouldContain(found);
    }

    [Theory]
    [InlineData(new[] { 0, 2, 1, 4 }, new[] { 1, 3, 0, 2 }, "the start 1 at index 2")]
    [InlineData(new[] { 0, 2, 2, 5 }, new[] { 1, 3, 0, 2 }, "the start 5 at index 3")]
    [InlineData(new[] { 1, 2, 2, 4 }, new[] { 1, 3, 0, 2 }, "the start 1 at index 0")]
    [InlineData(new[] { 0, 2, 2, 4 }, new[] { 1, 4, 0, 2 }, "the index 4")]
    [InlineData(new[] { 0, 2, 2, 4 }, new[] { 1, -1, 0, 2 }, "the index -1")]
    [InlineData(new[] { 0, 2, 4 }, new[] { 1, 3, 0, 2 }, "3 starts")]
    public void Parts_that_do_not_fit_are_malformed(int[] starts, int[] indices, string found)
    {
        NpzMembers file = new NpzMembers().Ints("indices", [4], indices).Ints("indptr", [starts.Length], starts).Word("format", "csr").Longs("shape", [2], 3, 4).Floats("data", [4], 1, 2, 3, 4);
        ShouldSay(RunMatrix(file), "SPARSE0003", DiagnosticSeverity.Error).ShouldContain(found);
    }

    private static NpzMembers Csr(string prefix, string? format) => Formatted(
        new NpzMembers().Ints(prefix + "indices", [4], 3, 1, 0, 2).Ints(prefix + "indptr", [4], 0, 2, 2, 4).Longs(prefix + "shape", [2], 3, 4).Floats(prefix + "data", [4], -2, 1.5f, 3, 0.25f),
        prefix,
        format);

    private static NpzMembers Csc(string prefix, string? format) => Formatted(
        new NpzMembers().Ints(prefix + "indices", [4], 2, 0, 2, 0).Ints(prefix + "indptr", [5], 0, 1, 2, 3, 4).Longs(prefix + "shape", [2], 3, 4).Floats(prefix + "data", [4], 3, 1.5f, 0.25f, -2),
        prefix,
        format);

    private static NpzMembers Formatted(NpzMembers file, string prefix, string? format) => format is null ? file : file.Word(prefix + "format", format);
}
