using System.Reflection;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Integers;

/// <summary>The C# generated for int8 models computes what the integer reference computes, bit by bit.</summary>
public sealed class GeneratedCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private delegate void InferQuantized(ReadOnlySpan<sbyte> input, Span<sbyte> output);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Generated_kernels_give_the_bits_of_the_reference()
    {
        IReadOnlyList<IntegerNetwork> networks = IntegerNetwork.Read(_folder, NetworkSources.All);
        using LoadedModels models = new(networks[0].Run);
        foreach (IntegerNetwork network in networks)
        {
            LoadedModel model = models[network.Source.Name];
            InferQuantized infer = model.Type.GetMethod("InferQuantized")!.CreateDelegate<InferQuantized>();
            float outputScale = (float)model.Type.GetField("OutputScale")!.GetRawConstantValue()!;
            sbyte[] output = new sbyte[network.Network.Graph.OutputLength];
            float[] scores = new float[output.Length], batch = new float[3 * output.Length];
            foreach (float[] input in network.Inputs(10))
            {
                sbyte[] integers = network.Network.QuantizeInput(input);
                sbyte[] expected = network.Network.Evaluate(integers);
                infer(integers, output);
                output.ShouldBe(expected, network.Source.Name);
                model.Infer(input, scores);
                if (!network.Network.EndsInSoftmax)
                {
                    scores.ShouldBe(expected.Select(value => value * outputScale), network.Source.Name);
                }

                model.InferBatch([.. input, .. input, .. input], batch).ShouldBe(3);
                batch.ShouldBe([.. scores, .. scores, .. scores]);
                float[] columns = new float[2 * output.Length];
                model.InferColumns([.. input.SelectMany(value => new[] { value, 0 })], columns, 2);
                columns.Where((_, i) => i % 2 == 0).ShouldBe(scores);
            }
        }
    }

    [Fact]
    public void A_softmax_at_the_end_is_applied_to_the_scaled_scores()
    {
        IntegerNetwork network = IntegerNetwork.Read(_folder, [NetworkSources.Vectors.Single(source => source.Name == "Mlp")])[0];
        using LoadedModels models = new(network.Run);
        float[] scores = new float[6];
        models["Mlp"].Infer(network.Inputs(1)[0], scores);
        scores.Sum().ShouldBe(1, 1e-5);
        sbyte[] integers = network.Network.Evaluate(network.Network.QuantizeInput(network.Inputs(1)[0]));
        double[] exact = [.. integers.Select(value => Math.Exp(value * (double)network.Network.OutputScale))];
        scores.Zip(exact, (found, expected) => Math.Abs(found - (expected / exact.Sum()))).Max().ShouldBeLessThan(1e-5);
    }

    [Fact]
    public void Tables_too_large_for_literals_are_read_from_text()
    {
        NetworkSource large = new NetworkSource("Large", [150]).Add("Linear(\"fc1\", Activation = Activation.Relu)", "fc1", [120, 150], 0.4).Add("Linear(\"fc2\")", "fc2", [5, 120], 0.5);
        IntegerNetwork network = IntegerNetwork.Read(_folder, [large])[0];
        network.Run.Sources.Values.ShouldContain(text => text.Contains("Int8Table.Read(typeof(Text)", StringComparison.Ordinal));
        using LoadedModels models = new(network.Run);
        InferQuantized infer = models["Large"].Type.GetMethod("InferQuantized")!.CreateDelegate<InferQuantized>();
        sbyte[] output = new sbyte[5], input = network.Network.QuantizeInput(network.Inputs(1)[0]);
        infer(input, output);
        output.ShouldBe(network.Network.Evaluate(input));
    }

    /// <summary>Kernels are loops over these tables: they multiply by what is in them and by nothing else.</summary>
    [Fact]
    public void Tables_hold_the_non_zeros_of_the_quantized_matrices_and_no_zero()
    {
        IReadOnlyList<IntegerNetwork> networks = IntegerNetwork.Read(_folder, NetworkSources.All);
        using LoadedModels models = new(networks[0].Run);
        foreach (IntegerNetwork network in networks)
        {
            LoadedModel model = models[network.Source.Name];
            IEnumerable<Type> layers = model.Type.GetNestedType("Kernels", BindingFlags.NonPublic)!.GetNestedTypes(BindingFlags.NonPublic);
            sbyte[][] weights = [.. layers.Select(layer => layer.GetField("Table", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null)).OfType<object>()
                .Select(table => (sbyte[])table.GetType().GetProperty("Weights")!.GetValue(table)!)];
            QuantizedLayer[] quantized = [.. network.Network.Nodes.OfType<QuantizedLayer>()];

            weights.Length.ShouldBe(quantized.Length, network.Source.Name);
            weights.SelectMany(values => values).ShouldNotContain((sbyte)0, network.Source.Name);
            weights.Select(values => values.Length).Order().ShouldBe(quantized.Select(layer => layer.Weights.NonZeros).Order(), network.Source.Name);
            model.Info.MacsExecuted.ShouldBe(quantized.Sum(layer => (long)layer.Weights.NonZeros * layer.Positions), network.Source.Name);
        }
    }

    [Fact]
    public void Info_counts_what_is_multiplied()
    {
        IntegerNetwork network = IntegerNetwork.Read(_folder, [NetworkSources.Images.Single(source => source.Name == "Small")])[0];
        using LoadedModels models = new(network.Run);
        float[] scores = new float[4];
        long macs = models["Small"].InferCounted(network.Inputs(1)[0], scores);
        models["Small"].Info.MacsExecuted.ShouldBe(macs);
        models["Small"].Info.Weights.Select(file => file.Name).ShouldBe(["Small.npz", "Small-inputs.npz"]);
        models["Small"].Info.Layers.ShouldAllBe(layer => layer.KernelId == "int8");
    }
}
