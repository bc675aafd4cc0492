using System.Runtime.CompilerServices;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>ONNX models that cannot be compiled: one diagnostic each, that names the node or tensor.</summary>
public sealed class OnnxTests : DiagnosticTest
{
    private const string Model = """
        [SparseModel("weights/bad.onnx")] public static partial class Bad;
        """;

    [Fact]
    public void External_data_that_is_no_item_is_not_found() => Provoke(Rules.ExternalDataNotFound, Layer().Initializer(OnnxBuilder.External("w", [2, 2], "tensors/w.bin")));

    [Fact]
    public void External_data_outside_of_the_folder_is_refused() => Provoke(Rules.FileMalformed, Layer().Initializer(OnnxBuilder.External("w", [2, 2], "../../../etc/passwd")));

    [Fact]
    public void External_data_that_are_too_short_are_malformed()
    {
        string path = Path.Combine(Folder, "weights/w.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[24]);
        byte[] tensor = OnnxBuilder.External("w", [2, 2], "w.bin", ("offset", "16"), ("length", "16"));
        Provoke(Rules.FileMalformed, "SparseModel(\"weights/bad.onnx\")", Model, [Layer().Initializer(tensor).Write(Folder, "weights/bad.onnx"), new WeightInput(path, "weights/w.bin")]);
    }

    [Fact]
    public void An_operator_that_is_not_compiled_is_named() =>
        Provoke(Rules.OnnxNode, new OnnxBuilder().Input("x", 1, 8).Longs("k", [1], 2).Node("TopK", "x,k", "best,places").Output("best"));

    [Fact]
    public void Shapes_that_do_not_fit_are_named() =>
        Provoke(Rules.OnnxNode, new OnnxBuilder().Input("x", 1, 3).Floats("w", [2, 2], 1, 0, 0, 2).Node("MatMul", "x,w", "y").Output("y"));

    [Fact]
    public void A_value_that_nothing_computes_is_named() => Provoke(Rules.OnnxModel, new OnnxBuilder().Input("x", 1, 3).Node("Add", "x,absent", "y").Output("y"));

    [Fact]
    public void A_cycle_is_an_error() => Provoke(Rules.OnnxModel, new OnnxBuilder().Input("x", 1, 3).Node("Add", "x,b", "a").Node("Relu", "a", "b").Output("b"));

    [Fact]
    public void A_function_that_calls_itself_is_an_error() => Provoke(
        Rules.OnnxNode,
        new OnnxBuilder().Input("x", 1, 3).Function("own", "Loop", "x", "y", OnnxBuilder.NodeBytes("Loop", "x", "y", "own")).NodeOf("own", "Loop", "x", "y").Output("y"));

    [Fact]
    public void An_open_extent_other_than_the_batch_must_be_stated() => Provoke(Rules.OnnxInput, new OnnxBuilder().Input("x", -1, 3, -1, 8).Node("Relu", "x", "y").Output("y"));

    [Fact]
    public void A_tensor_of_raw_data_of_another_length_is_malformed() =>
        Provoke(Rules.FileMalformed, Layer().Initializer(OnnxBuilder.Tensor("w", 1, [2, 2], new byte[12])));

    [Fact]
    public void A_sparse_tensor_with_an_index_outside_is_malformed() => Provoke(Rules.FileMalformed, Layer().Sparse("w", [2, 2], [1, 4], [2], 1, 2));

    [Fact]
    public void A_product_of_values_that_are_both_computed_at_run_time_is_said_to_be_dense() => Provoke(
        Rules.DenseProduct,
        "SparseModel(\"weights/bad.onnx\", Unrolling = Unrolling.None)",
        """[SparseModel("weights/bad.onnx", Unrolling = Unrolling.None)] public static partial class Bad;""",
        [new OnnxBuilder().Input("q", 3, 4).Input("k", 4, 3).Node("MatMul", "q,k", "scores").Output("scores").Write(Folder, "weights/bad.onnx")]);

    private static OnnxBuilder Layer() => new OnnxBuilder().Input("x", 1, 2).Node("MatMul", "x,w", "y").Output("y");

    private void Provoke(Rule rule, OnnxBuilder model, [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        Provoke(rule, "SparseModel(\"weights/bad.onnx\")", Model, [model.Write(Folder, "weights/bad.onnx")], file, method);
}
