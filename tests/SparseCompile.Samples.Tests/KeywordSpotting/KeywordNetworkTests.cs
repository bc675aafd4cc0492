using KeywordSpotting;
using KeywordSpotting.Models;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class KeywordNetworkTests
{
    private static readonly string folder = AppContext.BaseDirectory;

    public static TheoryData<string> Names => [.. KeywordNetwork.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compiled_networks_compute_the_scores_of_PyTorch(string name)
    {
        KeywordNetwork network = KeywordNetwork.All.Single(one => one.Name == name);
        NumpyArchive features = NumpyArchive.Read(Path.Combine(folder, "clips", "features.npz"));
        float[] expected = NumpyArchive.Read(Path.Combine(folder, "clips", "scores.npz"))[name];
        float[] actual = new float[KeywordLabels.Count];

        expected.Length.ShouldBe(features.Names.Count * KeywordLabels.Count);
        foreach ((int clip, string file) in features.Names.Index())
        {
            network.Infer(features[file], actual);

            // Float32 sums of up to 1,600 terms, in another order; none of these clips has winners so close that they are others.
            actual.Zip(expected[(clip * KeywordLabels.Count)..], (a, e) => MathF.Abs(a - e)).Max().ShouldBeLessThan(2e-3f, file);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_compiled_is_what_was_exported(string name)
    {
        KeywordNetwork network = KeywordNetwork.All.Single(one => one.Name == name);
        NumpyArchive weights = NumpyArchive.Read(Path.Combine(folder, "weights", name + ".npz"));

        foreach (SparseLayerInfo layer in network.Info.Layers.Where(layer => layer.NonZeros > 0))
        {
            layer.NonZeros.ShouldBe(weights[layer.Name + ".weight"].LongCount(weight => weight != 0f), layer.Name);
        }
    }

    [Fact]
    public void Sparse_networks_have_the_published_number_of_non_zeros()
    {
        // 832 + 20,480 + 120,000 + 18,000 weights and 64 + 64 + 1,500 + 12 biases: 160,952.
        foreach (KeywordNetwork network in KeywordNetwork.All.Skip(1))
        {
            network.Info.Layers.Sum(layer => layer.NonZeros).ShouldBe(160_952 - 1_640, network.Name);
        }
    }

    [Fact]
    public void The_dense_network_has_no_zeros() =>
        KeywordNetwork.All[0].Info.ShouldSatisfyAllConditions(
            info => info.Layers.Sum(layer => layer.NonZeros).ShouldBe(1_600 + 102_400 + 2_400_000 + 18_000),
            info => info.MacsSkipped.ShouldBe(0));

    [Fact]
    public void Blocks_are_16_outputs_by_one_input()
    {
        NumpyArchive weights = NumpyArchive.Read(Path.Combine(folder, "weights", "block-winners.npz"));
        foreach ((string layer, int outputs) in new[] { ("conv1", 64), ("conv2", 64), ("fc1", 1500) })
        {
            float[] values = weights[layer + ".weight"];
            int inputs = values.Length / outputs;
            for (int place = 0; place < values.Length; place++)
            {
                int first = place / inputs / 16 * 16;
                ((values[place] != 0f) == (values[(first * inputs) + (place % inputs)] != 0f)).ShouldBeTrue($"{layer} at {place}");
            }
        }
    }

    [Fact]
    public void N_of_32_keeps_the_same_number_of_every_32_inputs()
    {
        // Groups of 32 channels at one pixel, which compiled code keeps side by side.
        NumpyArchive weights = NumpyArchive.Read(Path.Combine(folder, "weights", "nm-winners.npz"));
        foreach ((string layer, int outputs, int most) in new[] { ("conv2", 64, 7), ("fc1", 1500, 2) })
        {
            float[] values = weights[layer + ".weight"];
            for (int group = 0; group < outputs * 50; group++)
            {
                (int row, int pixel, int half) = (group / 50, group % 50 / 2, group % 2);
                int count = Enumerable.Range(0, 32).Count(i => values[(row * 1600) + (((half * 32) + i) * 25) + pixel] != 0f);
                count.ShouldBeInRange(most - 1, most, $"{layer}, row {row}, pixel {pixel}");
            }
        }
    }

    [Fact]
    public void Executed_MACs_are_at_most_those_of_the_weights()
    {
        NumpyArchive archive = NumpyArchive.Read(Path.Combine(folder, "clips", "features.npz"));
        float[] features = archive[archive.Names.First()];
        float[] scores = new float[KeywordLabels.Count];

        foreach (KeywordNetwork network in KeywordNetwork.All)
        {
            network.InferCounted(features, scores).ShouldBeInRange(1, network.Info.MacsExecuted, network.Name);
        }
    }
}
