using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Testing;
using static SparseCompile.Testing.OnnxBuilder;

namespace SparseCompile.Compiler.Tests.Importers;

/// <summary>What becomes of ONNX graphs, construct by construct.</summary>
public sealed class OnnxImporterTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sparsecompile-{Guid.NewGuid():N}.onnx");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Sparse_initializers_are_layers_of_their_non_zeros()
    {
        EvaluatedGraph graph = Import(new OnnxBuilder().Input("x", 1, 1000).Sparse("w", [1000, 500], [501, 499_999], [2], 2, 3).Node("MatMul", "x,w", "y").Output("y"));
        Linear layer = graph.Nodes.Select(node => node.Operator).OfType<Linear>().ShouldHaveSingleItem();
        layer.Weights.NonZeros.ShouldBe(2);
        layer.Weights.Rows.ShouldBe(500);
    }

    [Fact]
    public void A_bias_that_is_added_is_one_of_the_layer() =>
        Run(new OnnxBuilder().Input("x", 1, 2).Floats("w", [2, 2], 1, 0, 0, 2).Floats("b", [2], 10, 20).Node("MatMul", "x,w", "m").Node("Add", "b,m", "y").Output("y"), [3, 4]).ShouldBe([13, 28]);

    [Fact]
    public void Functions_are_inlined_with_the_attributes_of_the_call()
    {
        byte[] scale = NodeBytes("Elu", "u", "d", "", Reference("alpha", "slope", 1));
        Run(new OnnxBuilder().Input("x", 1, 2).Function("own", "Scale", "u", "d", scale).NodeOf("own", "Scale", "x", "y", Float("slope", 4)).Output("y"), [0, 1]).ShouldBe([0, 1]);
        Run(new OnnxBuilder().Input("x", 1, 2).Function("own", "Scale", "u", "d", scale).NodeOf("own", "Scale", "x", "y", Float("slope", 4)).Output("y"), [-100, 1]).ShouldBe([-4, 1]);
    }

    [Fact]
    public void What_no_output_needs_is_not_looked_at() =>
        Run(new OnnxBuilder().Input("x", 1, 2).Node("NoSuchOperator", "x", "z").Node("Neg", "x", "y").Output("y"), [3, 4]).ShouldBe([-3, -4]);

    [Fact]
    public void Nodes_may_come_in_any_order() =>
        Run(new OnnxBuilder().Input("x", 1, 2).Node("Neg", "a", "y").Node("Abs", "x", "a").Output("y"), [3, -4]).ShouldBe([-3, -4]);

    [Fact]
    public void Initializers_that_are_listed_as_inputs_are_constants() =>
        Run(new OnnxBuilder(7) { IrVersion = 3 }.Input("x", 1, 2).Input("b", 2).Floats("b", [2], 1, 2).Node("Add", "x,b", "y").Output("y"), [3, 4]).ShouldBe([4, 6]);

    [Fact]
    public void Before_version_7_the_second_operand_is_aligned_at_an_axis() => Run(
        new OnnxBuilder(6).Input("x", 1, 2, 2).Floats("b", [2], 10, 20).Node("Add", "x,b", "y", Int("broadcast", 1), Int("axis", 1)).Output("y"), [1, 2, 3, 4]).ShouldBe([11, 12, 23, 24]);

    [Fact]
    public void Shapes_are_computed_with_in_the_build() => Run(
        new OnnxBuilder().Input("x", -1, 2, 3).Node("Shape", "x", "s").Longs("first", [1], 0).Node("Gather", "s,first", "n").Longs("rest", [1], -1)
            .Node("Concat", "n,rest", "t", Int("axis", 0)).Node("Reshape", "x,t", "r").Floats("w", [6, 1], 1, 1, 1, 1, 1, 1).Node("MatMul", "r,w", "y").Output("y"),
        [1, 2, 3, 4, 5, 6]).ShouldBe([21]);

    [Fact]
    public void Several_examples_are_run_where_the_first_axis_is_open() =>
        Run(new OnnxBuilder().Input("x", -1, 2).Floats("w", [2, 1], 1, 1).Node("MatMul", "x,w", "y").Output("y"), [1, 2, 3, 4]).ShouldBe([3, 7]);

    [Fact]
    public void Constants_have_values_of_every_kind() => Run(
        new OnnxBuilder().Input("x", 1, 2).Node("Constant", "", "f", Float("value_float", 0.5f)).Node("Constant", "", "i", Ints("value_ints", 1, 2))
            .Node("Constant", "", "one", Int("value_int", 1)).Node("Cast", "i", "g", Int("to", 1)).Node("Cast", "one", "h", Int("to", 1))
            .Node("Constant", "", "s", new ProtoWriter().Text(1, "sparse_value").Bytes(22, SparseTensor("", [2], [1], [1], 8)).Int(20, 11).ToBytes())
            .Node("Mul", "x,f", "a").Node("Add", "a,g", "b").Node("Sub", "b,h", "c").Node("Add", "c,s", "y").Output("y"),
        [2, 4]).ShouldBe([1, 11]);

    [Fact]
    public void Several_inputs_and_outputs_keep_their_order()
    {
        EvaluatedGraph graph = Import(new OnnxBuilder().Input("a", 1, 2).Input("b", 1, 2).Node("Sub", "a,b", "d").Node("Identity", "b", "e").Output("e").Output("d"));
        graph.Run([[1, 2], [10, 20]]).ShouldBe([[10, 20], [-9, -18]]);
    }

    [Theory]
    [InlineData(17, 16)]
    [InlineData(13, 208)]
    public void Integers_of_eight_bits_wrap_around(int value, double expected) => Run(
        new OnnxBuilder().IntegerInput("x", 1).Node("Cast", "x", "b", Int("to", 2)).Initializer(Tensor("k", 2, [1], [16])).Node("Mul", "b,k", "m").Initializer(Tensor("z", 2, [1], [0])).Node("Add", "m,z", "y").Output("y", 2),
        [value]).ShouldBe([expected]);

    private EvaluatedGraph Import(OnnxBuilder builder)
    {
        File.WriteAllBytes(_path, builder.ToBytes());
        List<CompilerDiagnostic> diagnostics = [];
        return EvaluatedGraph.Import(_path, [_path], diagnostics).ShouldNotBeNull(string.Join("; ", diagnostics.Select(diagnostic => diagnostic.Message)));
    }

    private double[] Run(OnnxBuilder builder, double[] input) => [.. Import(builder).Run([input])[0].Select(value => Math.Round(value, 4))];
}
