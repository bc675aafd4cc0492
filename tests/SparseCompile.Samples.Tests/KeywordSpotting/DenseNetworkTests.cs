using KeywordSpotting.Reports;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class DenseNetworkTests
{
    [Theory]
    [InlineData(1024, 256)]
    [InlineData(128, 12)]
    [InlineData(37, 21)]
    [InlineData(5, 3)]
    public void A_layer_agrees_with_the_definition(int inputs, int outputs)
    {
        float[] weights = Values(inputs * outputs, 1);
        float[] bias = Values(outputs, 2);
        float[] x = Values(inputs, 3);
        float[] y = new float[outputs];

        new DenseLayer(weights, bias, relu: false).Run(x, y);

        for (int row = 0; row < outputs; row++)
        {
            double sum = bias[row];
            double magnitude = Math.Abs(bias[row]);
            for (int i = 0; i < inputs; i++)
            {
                double product = (double)weights[row * inputs + i] * x[i];
                sum += product;
                magnitude += Math.Abs(product);
            }

            // The standard bound of a float32 dot product: (k + 2) u sum |w x|.
            ((double)y[row]).ShouldBe(sum, (inputs + 2) * Math.Pow(2, -24) * magnitude);
        }
    }

    [Fact]
    public void Layers_are_chained_with_their_activations()
    {
        DenseNetwork network = new(new DenseLayer([1f, -1f], [0f, 0f], relu: true), new DenseLayer([2f, 10f], [-1f], relu: false));
        float[] scores = new float[1];

        network.Infer([3f], scores);
        scores[0].ShouldBe(5f);
        network.Infer([-3f], scores);
        scores[0].ShouldBe(29f);
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused() =>
        Should.Throw<ArgumentException>(() => new DenseNetwork(new DenseLayer([1f], [0f], true), new DenseLayer([1f, 2f], [0f], true)));

    private static float[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];
    }
}
