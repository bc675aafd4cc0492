using SparseCompile.Conformance.Cases;
using SparseCompile.Testing;
using Xunit.Abstractions;

namespace SparseCompile.Onnx.Tests.Integers;

/// <summary>The official int8 networks of MLPerf Tiny, compiled to integers from their files alone. What is logged is in docs/quantization.md.</summary>
public sealed class SharedQdqTests(ITestOutputHelper log)
{
    /// <summary>Inputs at random that lie between two of the network's own.</summary>
    private const int Blends = 64;

    [SharedDataTheory]
    [InlineData("ad01_int8", 8, 1.2)]
    [InlineData("resnet8_int8", 40, 3)]
    public void They_agree_with_their_references(string network, int most, double mean)
    {
        string folder = SharedData.PathOf("mlperf_tiny_int8/" + network);
        using IntegerModel model = new(new WeightInput(Path.Combine(folder, "model.onnx"), "model.onnx"));
        DataSet[] sets = [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(DataSet.Read)];
        Errors own = new(), blended = new();
        foreach (DataSet set in sets)
        {
            own.Add(model.Infer(set.Inputs[0].Floats).Eight, set.Outputs[0].Floats);
        }

        Random random = new(1);
        for (int i = 0; i < Blends; i++)
        {
            float[] one = sets[random.Next(sets.Length)].Inputs[0].Floats, other = sets[random.Next(sets.Length)].Inputs[0].Floats;
            float share = random.NextSingle();
            (float[] rounded, float[] eight) = model.Infer([.. one.Zip(other, (x, y) => MathF.Round((share * x) + ((1 - share) * y)))]);
            blended.Add(eight, rounded);
        }

        log.WriteLine($"{network}: references: {own}; blends, against floats that round as the file does: {blended}");
        own.Most.ShouldBeLessThanOrEqualTo(most);
        own.Mean.ShouldBeLessThanOrEqualTo(mean);
        own.Agreeing.ShouldBe(own.Count);
    }

    /// <summary>The kernels multiply by the integers of the file that are not 0.</summary>
    [SharedDataTheory]
    [InlineData("ad01_int8")]
    [InlineData("resnet8_int8")]
    public void Their_weights_are_those_of_the_file(string network)
    {
        string path = SharedData.PathOf($"mlperf_tiny_int8/{network}/model.onnx");
        using IntegerModel model = new(new WeightInput(path, "model.onnx"));
        Compiler.Tensors.WeightFile file = Compiler.Tensors.WeightFile.Open(path, "model.onnx");
        sbyte[][] stored =
        [
            .. file.Onnx!.Graph.Initializers.Where(tensor => tensor.Type == Compiler.Tensors.Formats.Onnx.OnnxElementType.Int8 && tensor.Shape.Count > 1)
                .Select(tensor => Array.ConvertAll(file.Read(tensor.Name).Tensor!.Values, value => (sbyte)value)),
        ];
        sbyte[][] found = IntegerModel.Tables(model);
        found.Length.ShouldBe(stored.Length);

        // The files store both [outputs, inputs] and [outputs, inputs, window], as rows are here; the order of layers is another.
        foreach (sbyte[] weights in stored)
        {
            found.Any(table => table.AsSpan().SequenceEqual(weights)).ShouldBeTrue($"{weights.Length} weights");
        }
    }

    private sealed class Errors
    {
        private double _sum;
        private long _values;

        public double Most { get; private set; }

        public double Mean => _sum / _values;

        public int Count { get; private set; }

        public int Agreeing { get; private set; }

        public void Add(float[] found, float[] expected)
        {
            double[] steps = [.. found.Zip(expected, (one, other) => (double)Math.Abs(one - other))];
            Most = Math.Max(Most, steps.Max());
            _sum += steps.Sum();
            _values += steps.Length;
            Count++;
            Agreeing += expected[Array.IndexOf(found, found.Max())] == expected.Max() ? 1 : 0;
        }

        public override string ToString() => FormattableString.Invariant($"{Most} steps at most, {Mean:0.00} on average, the same largest output {Agreeing} of {Count} times");
    }
}
