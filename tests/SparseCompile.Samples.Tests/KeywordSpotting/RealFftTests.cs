using KeywordSpotting.Audio;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class RealFftTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(1024)]
    public void Agrees_with_the_definition(int size)
    {
        Random random = new(size);
        float[] samples = [.. Enumerable.Range(0, size).Select(_ => random.NextSingle() * 2f - 1f)];
        float[] real = new float[size / 2 + 1];
        float[] imaginary = new float[size / 2 + 1];

        new RealFft(size).Transform(samples, real, imaginary);

        // float32 through log2(size) stages: errors stay well below 1e-6 of the norm, here at most sqrt(1024) = 32.
        double tolerance = 1e-6 * Math.Sqrt(size) * Math.Log2(size);
        for (int k = 0; k <= size / 2; k++)
        {
            double r = 0.0, m = 0.0;
            for (int n = 0; n < size; n++)
            {
                // The product is reduced first, so that the reference keeps its precision.
                (double sine, double cosine) = Math.SinCos(-2.0 * Math.PI * ((long)k * n % size) / size);
                r += samples[n] * cosine;
                m += samples[n] * sine;
            }

            ((double)real[k]).ShouldBe(r, tolerance);
            ((double)imaginary[k]).ShouldBe(m, tolerance);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(12)]
    public void Refuses_other_sizes(int size) => Should.Throw<ArgumentException>(() => new RealFft(size));

    [Fact]
    public void Refuses_spans_of_other_lengths() =>
        Should.Throw<ArgumentException>(() => new RealFft(8).Transform(new float[8], new float[4], new float[5]));
}
