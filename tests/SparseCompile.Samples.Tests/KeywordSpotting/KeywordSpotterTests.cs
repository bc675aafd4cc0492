using KeywordSpotting;
using KeywordSpotting.Reports;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class KeywordSpotterTests
{
    [Fact]
    public void The_compiled_network_agrees_with_the_dense_one()
    {
        DenseNetwork dense = DenseNetwork.FromWeights(WeightArchive.Read(Path.Combine(AppContext.BaseDirectory, "weights", "kws.npz")));
        Random random = new(11);
        float[] features = new float[KeywordSpotter.InputLength];
        float[] expected = new float[KeywordSpotter.OutputLength];
        float[] actual = new float[KeywordSpotter.OutputLength];
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < features.Length; i++)
            {
                features[i] = (random.NextSingle() * 4f) - 2f;
            }

            dense.Infer(features, expected);
            KeywordSpotter.Infer(features, actual);

            for (int i = 0; i < expected.Length; i++)
            {
                // Two float32 sums of the same terms in another order.
                actual[i].ShouldBe(expected[i], 1e-4f * (1f + Math.Abs(expected[i])));
            }
        }
    }

    [Fact]
    public void What_the_compiler_says_of_the_network_is_what_the_weights_say()
    {
        WeightArchive weights = WeightArchive.Read(Path.Combine(AppContext.BaseDirectory, "weights", "kws.npz"));

        foreach (SparseLayerInfo layer in KeywordSpotter.Info.Layers)
        {
            layer.NonZeros.ShouldBe(weights[layer.Name + ".weight"].LongCount(weight => weight != 0f));
            layer.DenseMacs.ShouldBe(weights[layer.Name + ".weight"].LongLength);
        }

        (1.0 - ((double)KeywordSpotter.Info.MacsExecuted / (KeywordSpotter.Info.MacsExecuted + KeywordSpotter.Info.MacsSkipped))).ShouldBeGreaterThan(0.9);
    }
}
