using System.Runtime.CompilerServices;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>What is wrong with int8 models and their calibration.</summary>
public sealed class IntegerTests : DiagnosticTest
{
    private const string Attribute = """SparseModel("weights/bad.npz", Precision = Precision.Int8, Calibration = "weights/inputs.npz")""";

    [Fact]
    public void An_int8_model_needs_calibration_inputs() => Provoke(
        Rules.CalibrationMissing,
        """SparseModel("weights/bad.npz", Precision = Precision.Int8)""",
        Bad("npz").Replace("npz\"", "npz\", Precision = Precision.Int8", StringComparison.Ordinal),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void Calibration_inputs_have_the_shape_of_inputs() => Provoke(
        Rules.CalibrationUnusable, Attribute, Calibrated(), [WriteTwoLayers("weights/bad.npz"), Inputs([4, 5], new float[20])]);

    [Fact]
    public void Calibration_inputs_are_finite() => Provoke(
        Rules.CalibrationUnusable, Attribute, Calibrated(), [WriteTwoLayers("weights/bad.npz"), Inputs([1, 3], 1, float.NaN, 2)]);

    [Fact]
    public void A_calibration_file_of_several_tensors_says_which_are_inputs() => Provoke(
        Rules.CalibrationUnusable,
        Attribute,
        Calibrated(),
        [WriteTwoLayers("weights/bad.npz"), new NpzBuilder().Add("a", [1, 3], 1, 2, 3).Add("b", [1, 3], 1, 2, 3).Write(Folder, "weights/inputs.npz")]);

    [Fact]
    public void A_calibration_file_must_be_there() => Provoke(Rules.FileNotFound, Attribute, Calibrated(), [WriteTwoLayers("weights/bad.npz")]);

    [Fact]
    public void A_softmax_before_the_end_cannot_be_quantised() => Provoke(
        Rules.NotQuantizable,
        """Linear("fc1", Activation = Activation.Softmax)""",
        Calibrated("""[Linear("fc1", Activation = Activation.Softmax), Linear("fc2")]"""),
        [WriteTwoLayers("weights/bad.npz"), Inputs([1, 3], 1, 2, 3)]);

    [Fact]
    public void Weights_that_become_zero_are_counted() => Provoke(
        Rules.WeightsVanish,
        """Linear("fc1")""",
        Calibrated(),
        [new NpzBuilder().Add("fc1.weight", [2, 3], 1000, 1, 0, 0, 2, -3).Write(Folder, "weights/bad.npz"), Inputs([1, 3], 1, 2, 3)]);

    [Fact]
    public void A_float_model_is_not_calibrated() => Provoke(
        Rules.CalibrationUnused,
        """SparseModel("weights/bad.npz", Calibration = "weights/inputs.npz")""",
        Calibrated().Replace(", Precision = Precision.Int8", "", StringComparison.Ordinal),
        [new NpzBuilder().Add("fc1.weight", [2, 3], 1, 0, 2, 0, 0, -3).Write(Folder, "weights/bad.npz"), Inputs([1, 3], 1, 2, 3)]);

    [Fact]
    public void A_value_of_an_onnx_file_that_has_no_scale_is_named() => Provoke(
        Rules.CalibrationMissing, Quantized, Model, Layer(0.02f).Node("Gemm", "x_d,w", "scores", OnnxBuilder.Int("transB", 1)), "scores");

    [Fact]
    public void Scales_of_an_onnx_file_that_do_not_fit_their_weights_are_one_diagnostic() => Provoke(
        Rules.OnnxNode, Quantized, Model, Layer(0.02f, 0.01f, 0.03f).Node("Gemm", "x_d,w", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.1f), "y_d");

    [Fact]
    public void A_scale_of_an_onnx_file_is_positive() => Provoke(
        Rules.OnnxNode, Quantized, Model, Layer(0.02f).Node("Gemm", "x_d,w", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0), "y_d");

    [Fact]
    public void Integer_weights_that_are_none_of_int8_are_counted() => Provoke(
        Rules.WeightsRequantized,
        Quantized,
        Model,
        new QdqBuilder().Weights("w", QdqBuilder.UInt8, [2, 3], [3, 4, 250, 1, 2, 3], [0.02f], 3).Round("x", 0.1f).Node("Gemm", "x_d,w", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.1f),
        "y_d");

    private const string Quantized = """SparseModel("weights/bad.onnx", Precision = Precision.Int8)""";

    private const string Model = $"[{Quantized}] public static partial class Bad;";

    private static QdqBuilder Layer(params float[] scales) => new QdqBuilder().Weights("w", QdqBuilder.Int8, [2, 3], [1, 0, -3, 4, 5, 6], scales).Round("x", 0.1f);

    private void Provoke(Rule rule, string attribute, string source, QdqBuilder model, string output, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        model.File.Input("x", 1, 3).Output(output);
        Provoke(rule, attribute, source, [model.File.Write(Folder, "weights/bad.onnx")], file, method);
    }

    private static string Calibrated(string layers = """[Linear("fc1")]""") =>
        Bad("npz", layers).Replace("npz\"", "npz\", Precision = Precision.Int8, Calibration = \"weights/inputs.npz\"", StringComparison.Ordinal);

    private WeightInput Inputs(int[] shape, params float[] values) => new NpzBuilder().Add("inputs", shape, values).Write(Folder, "weights/inputs.npz");
}
