using System.Text;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

public sealed class FileDiagnosticTests : DiagnosticTest
{
    private const string Matrix =
        """
        using System;
        using SparseCompile;
        static partial class Ops
        {
            [SparseMatrix("weights/a.mtx")]
            public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);
            static void Use() => Apply(new float[3], new float[2]);
        }
        """;

    [Fact]
    public void A_file_that_is_no_item_is_named_with_the_closest_one() =>
        MatchOne("SPARSE0001", TwoLayerModel.Replace("two.npz", "tow.npz", StringComparison.Ordinal), [WriteTwoLayers(), WriteTwoLayers("weights/other.npz")]);

    [Fact]
    public void Without_any_items_the_message_says_so() => MatchOne("SPARSE0001", TwoLayerModel, []);

    [Fact]
    public void An_additional_file_that_is_no_weight_file_is_not_one() =>
        MatchOne("SPARSE0001", TwoLayerModel, [WriteTwoLayers() with { LogicalName = null }]);

    [Fact]
    public void A_file_that_is_gone_cannot_be_read() =>
        MatchOne("SPARSE0002", TwoLayerModel, [new WeightInput(Path.Combine("no-such-folder", "weights/two.npz"), "weights/two.npz")]);

    [Fact]
    public void A_truncated_file_is_malformed() => MatchOne("SPARSE0003", TwoLayerModel, [Write("weights/two.npz", TwoLayers().ToBytes()[..^40])]);

    [Fact]
    public void A_safetensors_header_must_be_JSON() =>
        MatchOne("SPARSE0003", Npz("two.safetensors"), [Write("weights/two.safetensors", [5, 0, 0, 0, 0, 0, 0, 0, .. "{\"a\":"u8])]);

    [Fact]
    public void A_number_that_is_none_is_named_with_its_line() => MatchOne("SPARSE0003", Matrix, [Mtx("2 3 1\n1 2 one\n")]);

    [Fact]
    public void A_file_with_another_ending_has_no_known_format() => MatchOne("SPARSE0004", Npz("two.bin"), [Write("weights/two.bin", [1, 2, 3])]);

    [Fact]
    public void Complex_values_are_refused() =>
        MatchOne("SPARSE0005", Matrix, [Write("weights/a.mtx", "%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 1 0\n"u8.ToArray())]);

    [Fact]
    public void An_element_type_that_is_not_supported_is_named() => MatchOne("SPARSE0005", Matrix.Replace("a.mtx", "two.npy", StringComparison.Ordinal), [Npy("<c8", 1, 1, new byte[8])]);

    [Fact]
    public void An_integer_that_float32_cannot_hold_is_refused() =>
        MatchOne("SPARSE0006", Matrix.Replace("a.mtx", "two.npy", StringComparison.Ordinal), [Npy("<i4", 1, 1, BitConverter.GetBytes(16_777_217))]);

    [Fact]
    public void A_pattern_has_no_values_unless_asked_for() =>
        MatchOne("SPARSE0007", Matrix.Replace("a.mtx", "a.smtx", StringComparison.Ordinal), [Write("weights/a.smtx", "2, 3, 1\n0 1 1\n1\n"u8.ToArray())]);

    [Fact]
    public void A_shape_that_overflows_is_too_large() => MatchOne("SPARSE0008", Matrix, [Mtx("3000000000 3000000000 1\n1 1 1\n")]);

    [Fact]
    public void A_weight_that_is_not_a_number_is_named_with_its_place() =>
        MatchOne("SPARSE0012", TwoLayerModel, [new NpzBuilder().Add("fc1.weight", [2, 3], 1, 0, 0, 0, float.NaN, 0).Add("fc2.weight", [1, 2], 1, 1).Write(Folder, "weights/two.npz")]);

    [Fact]
    public void An_infinite_bias_is_named_with_its_place() =>
        MatchOne("SPARSE0012", TwoLayerModel, [new NpzBuilder().Add("fc1.weight", [1, 3], 1, 0, 0).Add("fc1.bias", [1], float.NegativeInfinity).Add("fc2.weight", [1, 1], 1).Write(Folder, "weights/two.npz")]);

    [Fact]
    public void Of_several_matrices_one_must_be_chosen() =>
        MatchOne("SPARSE0019", Matrix.Replace("a.mtx", "two.npz", StringComparison.Ordinal), [WriteTwoLayers()]);

    private static string Npz(string name) => TwoLayerModel.Replace("two.npz", name, StringComparison.Ordinal);

    private WeightInput Mtx(string body) => Write("weights/a.mtx", Encoding.ASCII.GetBytes("%%MatrixMarket matrix coordinate real general\n" + body));

    private WeightInput Npy(string type, int rows, int columns, byte[] data)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({rows}, {columns}), }}".PadRight(117) + "\n";
        return Write("weights/two.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data]);
    }
}
