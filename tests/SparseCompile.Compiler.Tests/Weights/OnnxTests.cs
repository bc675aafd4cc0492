using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>Tensors of ONNX files: every place in which their values may be.</summary>
public sealed class OnnxTests : WeightFileTestBase
{
    [Fact]
    public void Initializers_and_constant_nodes_are_tensors()
    {
        byte[] constant = OnnxBuilder.Tensor("", 1, [1], WeightBytes.Floats(5));
        WeightFile file = Open("m.onnx", new OnnxBuilder().Floats("fc1.weight", [2, 2], 1, 0, 0, 2).Node("Constant", "", "c", OnnxBuilder.TensorValue("value", constant)).ToBytes());
        file.Error.ShouldBeNull();
        file.Tensors.Select(tensor => tensor.Name).ShouldBe(["fc1.weight", "c"]);
        Tensor weights = file.Read("fc1.weight").Tensor.ShouldNotBeNull();
        weights.Positions.ShouldBe([0, 3]);
        weights.Values.ShouldBe([1f, 2f]);
        file.Read("c").Tensor.ShouldNotBeNull().Values.ShouldBe([5f]);
    }

    [Theory]
    [InlineData(1, 4, new long[] { })]
    [InlineData(6, 5, new long[] { 3, 0, -2 })]
    [InlineData(3, 5, new long[] { 3, 0, -2 })]
    [InlineData(7, 7, new long[] { 3, 0, -2 })]
    [InlineData(13, 11, new long[] { 3, 0, 2 })]
    public void Typed_data_are_read_packed_and_one_by_one(int type, int field, long[] integers)
    {
        foreach (bool isPacked in new[] { true, false })
        {
            ProtoWriter tensor = new ProtoWriter().Int(1, 3).Int(2, type).Text(8, "t");
            if (type == 1)
            {
                _ = isPacked ? tensor.Bytes(field, WeightBytes.Floats(3, 0, -2)) : tensor.Float(field, 3).Float(field, 0).Float(field, -2);
            }
            else
            {
                _ = isPacked ? tensor.Packed(field, integers) : integers.Aggregate(tensor, (writer, value) => writer.Int(field, value));
            }

            WeightFile file = Open("m.onnx", new OnnxBuilder().Initializer(tensor.ToBytes()).ToBytes());
            Tensor read = file.Read("t").Tensor.ShouldNotBeNull();
            read.Positions.ShouldBe([0, 2]);
            read.Values.ShouldBe([3f, type == 13 ? 2f : -2f]);
        }
    }

    [Fact]
    public void Integers_of_half_a_byte_are_read_low_half_first()
    {
        WeightFile file = Open("m.onnx", new OnnxBuilder().Initializer(OnnxBuilder.Tensor("t", 22, [3], [0x1f, 0x08])).ToBytes());
        file.Read("t").Tensor.ShouldNotBeNull().Values.ShouldBe([-1f, 1f, -8f]);
    }

    [Theory]
    [InlineData(17, new byte[] { 0x38, 0xc0, 0x01 }, new[] { 1f, -2f, 0.001953125f })]
    [InlineData(19, new byte[] { 0x3c, 0xc0, 0x7c }, new[] { 1f, -2f, float.PositiveInfinity })]
    public void Floats_of_a_byte_are_read(int type, byte[] bytes, float[] expected)
    {
        WeightFile file = Open("m.onnx", new OnnxBuilder().Initializer(OnnxBuilder.Tensor("t", type, [bytes.Length], bytes)).ToBytes());
        file.Read("t").Tensor.ShouldNotBeNull().Values.ShouldBe(expected);
    }

    [Theory]
    [InlineData(new long[] { 3, 1 }, new[] { 2 })]
    [InlineData(new long[] { 1, 1, 0, 1 }, new[] { 2, 2 })]
    public void Sparse_tensors_have_linear_indices_or_coordinates(long[] indices, int[] shape)
    {
        WeightFile file = Open("m.onnx", new OnnxBuilder().Sparse("w", [2, 2], indices, shape, 7, 5).ToBytes());
        Tensor tensor = file.Read("w").Tensor.ShouldNotBeNull();
        tensor.Positions.ShouldBe([1, 3]);
        tensor.Values.ShouldBe([5f, 7f]);
    }

    [Fact]
    public void A_sparse_tensor_of_any_size_takes_no_more_memory_than_its_values()
    {
        WeightFile file = Open("m.onnx", new OnnxBuilder().Sparse("w", [1 << 30, 1 << 30], [1L << 59, 5], [2], 1, 2).ToBytes());
        file.Read("w").Tensor.ShouldNotBeNull().Positions.ShouldBe([5, 1L << 59]);
    }

    [Fact]
    public void Values_that_are_announced_but_not_there_are_not_allocated()
    {
        byte[] typed = new ProtoWriter().Packed(1, [1 << 26]).Int(2, 7).Text(8, "t").ToBytes();
        WeightFile file = Open("m.onnx", new OnnxBuilder().Initializer(typed).ToBytes());
        long before = GC.GetAllocatedBytesForCurrentThread();
        file.Read("t").Error.ShouldNotBeNull().Found.ShouldBe("0 values");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void What_is_wrong_with_a_tensor_is_no_fault_of_the_others()
    {
        WeightFile file = Open("m.onnx", new OnnxBuilder().Initializer(OnnxBuilder.Tensor("bad", 1, [4], new byte[3])).Floats("good", [1], 2).ToBytes());
        file.Error.ShouldBeNull();
        file.Damaged.ShouldBe(["bad"]);
        file.Read("good").Tensor.ShouldNotBeNull();
        file.Read("bad").Error.ShouldNotBeNull().Found.ShouldBe("3 bytes of raw data");
    }

    [Fact]
    public void Unknown_fields_are_skipped()
    {
        byte[] model = [.. new OnnxBuilder().Floats("w", [1], 2).ToBytes(), .. new ProtoWriter().Int(900, 1).Text(901, "text").Float(902, 1).ToBytes()];
        Open("m.onnx", model).Read("w").Tensor.ShouldNotBeNull();
    }

    [Fact]
    public void Graphs_inside_of_graphs_end_somewhere()
    {
        byte[] graph = [];
        for (int i = 0; i < 200; i++)
        {
            byte[] inner = graph;
            graph = new ProtoWriter().Message(1, node => node.Text(4, "If").Message(5, attribute => attribute.Text(1, "then_branch").Bytes(6, inner))).ToBytes();
        }

        Open("m.onnx", new ProtoWriter().Int(1, 8).Bytes(7, graph).ToBytes()).Error.ShouldNotBeNull().Found.ShouldContain("a graph inside of more than 16 others");
    }
}
