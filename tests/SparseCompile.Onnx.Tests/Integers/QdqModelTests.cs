using SparseCompile.Testing;

namespace SparseCompile.Onnx.Tests.Integers;

/// <summary>Small models in QDQ form, compiled to integers: the file's weights are kept, and the outputs are those of the file within a step or two.</summary>
public sealed class QdqModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(5);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pruned_weights_of_a_symmetric_file_are_kept_and_zeros_vanish()
    {
        int[] first = Pruned(12 * 9), second = Pruned(5 * 12);
        for (int i = 0; i < 12; i++)
        {
            // A value that nothing reads would not be computed.
            second[(i % 5 * 12) + i] = i + 1;
        }

        QdqBuilder file = new QdqBuilder().Weights("w1", QdqBuilder.Int8, [12, 9], first, [0.02f]).Bias("b1", 0.001f, [.. Enumerable.Range(-6, 12).Select(i => 90 * i)])
            .Weights("w2", QdqBuilder.Int8, [5, 12], second, [0.01f]).Round("x", 0.05f)
            .Node("Gemm", "x_d,w1,b1", "h", OnnxBuilder.Int("transB", 1)).Node("Relu", "h", "r").Round("r", 0.07f).Node("Gemm", "r_d,w2", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.1f);
        file.File.Input("x", 1, 9).Output("y_d");
        using IntegerModel model = Compile(file);
        IntegerModel.Tables(model).ShouldBe([[.. NonZeros(first)], [.. NonZeros(second)]]);
        model.Integers.Info.MacsExecuted.ShouldBe(first.Concat(second).Count(weight => weight != 0));
        Constant(model, "InputScale").ShouldBe(0.05f);
        Constant(model, "OutputScale").ShouldBe(0.1f);
        Check(model, 9, 6, 0.1f, 1);
    }

    [Theory]
    [InlineData(QdqBuilder.UInt8, 128)]
    [InlineData(QdqBuilder.Int8, 0)]
    public void Convolutions_with_a_scale_for_each_channel_keep_their_weights(int type, int zero)
    {
        int[] kernel = Pruned(4 * 2 * 9), matrix = Pruned(3 * 4);
        for (int i = 4; i < 8; i++)
        {
            // Each channel is read.
            matrix[i] = 10 * i;
        }

        QdqBuilder file = new QdqBuilder().Weights("k", type, [4, 2, 3, 3], [.. kernel.Select(weight => weight + zero)], [0.01f, 0.02f, 0.005f, 0.03f], zero).Bias("b", 0.002f, 100, -50, 3, 0)
            .Weights("w", type, [3, 4], [.. matrix.Select(weight => weight + zero)], [0.02f], zero).Round("x", 0.01f, 37, QdqBuilder.UInt8)
            .Node("Conv", "x_d,k,b", "c", OnnxBuilder.Ints("pads", 1, 1, 1, 1)).Node("Relu", "c", "r").Round("r", 0.03f, 0, QdqBuilder.UInt8)
            .Node("GlobalAveragePool", "r_d", "p").Round("p", 0.012f, 0, QdqBuilder.UInt8).Node("Flatten", "p_d", "f").Node("Gemm", "f,w", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.02f, 120, QdqBuilder.UInt8);
        file.File.Input("x", 1, 2, 5, 6).Output("y_d");
        using IntegerModel model = Compile(file);
        IntegerModel.Tables(model).ShouldBe([[.. NonZeros(kernel)], [.. NonZeros(matrix)]]);
        model.Run.Result.Diagnostics.ShouldNotContain(diagnostic => diagnostic.Id == "SPARSE0076");
        
        // Half a step of the mean, doubled as its zero point is 0, times weights up to 2.56: that is more than a step of the output.
        Check(model, 60, 2, 0.02f, 8);
    }

    [Fact]
    public void Weights_that_are_none_of_int8_are_quantised_anew()
    {
        int[] weights = [0, 140, 3, 200, 3, 3, 3, 90, 3, 60, 130, 3];
        QdqBuilder file = new QdqBuilder().Weights("w", QdqBuilder.UInt8, [3, 4], weights, [0.01f], 3).Round("x", 0.05f).Node("Gemm", "x_d,w", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.1f);
        file.File.Input("x", 1, 4).Output("y_d");
        using IntegerModel model = Compile(file);
        model.Run.Result.Diagnostics.ShouldContain(diagnostic => diagnostic.Id == "SPARSE0076");

        // 197 steps become 127; the last row has 127 at most, and is kept.
        IntegerModel.Tables(model).ShouldBe([[-2, 88, 127, 87, 57, 127]]);
        Check(model, 4, 5, 0.1f, 2);
    }

    [Fact]
    public void A_relu_that_the_zero_point_implies_is_computed()
    {
        QdqBuilder file = new QdqBuilder().Weights("w", QdqBuilder.Int8, [2, 3], [100, -50, 0, -100, 0, 70], [0.01f]).Weights("v", QdqBuilder.Int8, [1, 2], [127, 127], [0.01f])
            .Round("x", 0.02f, -128).Node("Gemm", "x_d,w", "h", OnnxBuilder.Int("transB", 1)).Round("h", 0.02f, -128).Node("Gemm", "h_d,v", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.05f);
        file.File.Input("x", 1, 3).Output("y_d");
        using IntegerModel model = Compile(file);
        model.Infer([0, 4, 0]).Eight.ShouldBe([0]);

        // The input has no negative values either: what is below 0 becomes 0.
        model.Infer([-3, 0, -3]).Eight.ShouldBe([0]);
        Check(model, 3, 5, 0.05f, 2);
    }

    [Fact]
    public void Integers_are_handed_over_as_the_file_has_them()
    {
        QdqBuilder file = new QdqBuilder().Weights("w", QdqBuilder.Int8, [3, 4], Pruned(12), [0.02f]).Code("x", 0.03f, 5, QdqBuilder.Int8).Dequantize("x", "x", "x_d")
            .Node("Gemm", "x_d,w", "y", OnnxBuilder.Int("transB", 1)).Quantize("y", 0.05f, -20);
        file.File.TypedInput("x", QdqBuilder.Int8, 1, 4).Output("y_q", QdqBuilder.Int8);
        using IntegerModel model = Compile(file);
        for (int i = 0; i < 50; i++)
        {
            float[] input = [.. Enumerable.Range(0, 4).Select(_ => (float)_random.Next(-128, 128))];
            (float[] rounded, float[] eight) = model.Infer(input);
            eight.Zip(rounded, (found, expected) => Math.Abs(found - expected)).Max().ShouldBeLessThanOrEqualTo(2);
            eight.ShouldAllBe(value => value == MathF.Round(value) && value >= -128 && value <= 127);
        }
    }

    [Fact]
    public void What_only_moves_integers_may_stand_between_a_pair()
    {
        QdqBuilder file = new QdqBuilder().Weights("k", QdqBuilder.Int8, [2, 1, 3, 3], Pruned(18), [0.02f]).Weights("w", QdqBuilder.Int8, [3, 8], Pruned(24), [0.01f]).Quantize("x", 0.02f)
            .Dequantize("x_q", "x", "x_d").Node("Conv", "x_d,k", "c").Quantize("c", 0.05f, -128).Node("MaxPool", "c_q", "p", OnnxBuilder.Ints("kernel_shape", 2, 2), OnnxBuilder.Ints("strides", 2, 2))
            .Node("Flatten", "p", "f").Dequantize("f", "c", "d").Node("Gemm", "d,w", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.05f);
        file.File.Input("x", 1, 1, 6, 6).Output("y_d");
        using IntegerModel model = Compile(file);
        Check(model, 36, 3, 0.05f, 2);
    }

    [Fact]
    public void Rearrangements_are_done_in_integers()
    {
        QdqBuilder file = new QdqBuilder().Weights("k", QdqBuilder.Int8, [4, 2, 3], Pruned(24), [0.02f]).Weights("w", QdqBuilder.Int8, [5, 16], Pruned(80), [0.01f]).Round("x", 0.02f)
            .Node("Conv", "x_d,k", "c").Node("Relu", "c", "r").Round("r", 0.02f, -128).Node("Transpose", "r_d", "t", OnnxBuilder.Ints("perm", 0, 2, 1))
            .Node("Slice", "t,starts,ends,axes,steps", "s").Node("Flatten", "s", "f").Node("Gemm", "f,w", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.05f);
        file.File.Longs("starts", [1], 6).Longs("ends", [1], -100).Longs("axes", [1], 1).Longs("steps", [1], -2).Input("x", 1, 2, 10).Output("y_d");
        using IntegerModel model = Compile(file);
        Check(model, 20, 3, 0.05f, 2);
    }

    [Fact]
    public void Joins_and_curves_have_the_scales_of_the_file()
    {
        QdqBuilder file = new QdqBuilder().Weights("w1", QdqBuilder.Int8, [6, 5], Pruned(30), [0.02f]).Weights("w2", QdqBuilder.Int8, [6, 5], Pruned(30), [0.015f]).Weights("w3", QdqBuilder.Int8, [4, 18], Pruned(72), [0.02f])
            .Round("x", 0.03f).Node("Gemm", "x_d,w1", "a", OnnxBuilder.Int("transB", 1)).Round("a", 0.04f).Node("Tanh", "a_d", "t").Round("t", 1 / 127f)
            .Node("Gemm", "x_d,w2", "b", OnnxBuilder.Int("transB", 1)).Round("b", 0.06f, 10).Node("Add", "t_d,b_d", "s").Round("s", 0.05f)
            .Node("Concat", "t_d,b_d,s_d", "c", OnnxBuilder.Int("axis", 1)).Node("Gemm", "c,w3", "y", OnnxBuilder.Int("transB", 1)).Round("y", 0.1f);
        file.File.Input("x", 1, 5).Output("y_d");
        using IntegerModel model = Compile(file);
        Check(model, 5, 4, 0.1f, 4);
    }

    [Fact]
    public void A_value_without_a_scale_is_calibrated()
    {
        QdqBuilder file = new QdqBuilder().Weights("w", QdqBuilder.Int8, [3, 4], Pruned(12), [0.02f]).Round("x", 0.03f).Node("Gemm", "x_d,w", "y", OnnxBuilder.Int("transB", 1));
        file.File.Input("x", 1, 4).Output("y");
        float[] inputs = [.. Enumerable.Range(0, 80).Select(_ => (_random.NextSingle() * 6) - 3)];
        using IntegerModel model = new(file.File.Write(_folder.PathOf(""), "qdq.onnx"), new NpzBuilder().Add("inputs", [20, 4], inputs).Write(_folder.PathOf(""), "inputs.npz"));
        Constant(model, "InputScale").ShouldBe(0.03f);
        float step = Constant(model, "OutputScale");
        foreach (float[] input in inputs.Chunk(4))
        {
            (float[] rounded, float[] eight) = model.Infer(input);
            eight.Zip(rounded, (found, expected) => Math.Abs(found - expected)).Max().ShouldBeLessThanOrEqualTo(step * 0.51f);
        }
    }

    private static IEnumerable<sbyte> NonZeros(int[] weights) => weights.Where(weight => weight != 0).Select(weight => (sbyte)weight);

    private static float Constant(IntegerModel model, string name) => (float)model.Integers.Type.GetField(name)!.GetRawConstantValue()!;

    private IntegerModel Compile(QdqBuilder file) => new(file.File.Write(_folder.PathOf(""), "qdq.onnx"));

    /// <summary>Integers of which six in ten are 0, with -128 and 127 among them.</summary>
    private int[] Pruned(int count)
    {
        int[] weights = [.. Enumerable.Range(0, count).Select(_ => _random.Next(10) < 6 ? 0 : _random.Next(-128, 128))];
        (weights[0], weights[^1]) = (127, -128);
        return weights;
    }

    /// <summary>Outputs are within some steps of what the file's own rounding gives.</summary>
    private void Check(IntegerModel model, int inputs, float largest, float step, double steps)
    {
        double most = 0;
        for (int i = 0; i < 60; i++)
        {
            float[] input = [.. Enumerable.Range(0, inputs).Select(_ => ((_random.NextSingle() * 2) - 1) * largest)];
            (float[] rounded, float[] eight) = model.Infer(input);
            most = Math.Max(most, eight.Zip(rounded, (found, expected) => Math.Abs(found - expected)).Max() / step);
        }

        most.ShouldBeLessThanOrEqualTo(steps + 0.01);
    }
}
