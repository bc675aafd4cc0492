using KeywordSpotting.Audio;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class ResamplerTests
{
    private const double Tone = 1234.5;

    [Theory]
    [InlineData(8000)]
    [InlineData(11025)]
    [InlineData(22050)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    public void Keeps_a_tone(int rate)
    {
        float[] resampled = Resampler.Resample(Sine(Tone, rate, rate), rate, 16000);

        resampled.Length.ShouldBe(16000);

        // Away from the ends, where the silence before and after begins to reach into the filter.
        for (int i = 500; i < 15500; i++)
        {
            ((double)resampled[i]).ShouldBe(Math.Sin(2.0 * Math.PI * Tone * i / 16000.0), 1e-3);
        }
    }

    [Fact]
    public void Removes_what_the_new_rate_cannot_carry()
    {
        float[] resampled = Resampler.Resample(Sine(9500.0, 48000, 48000), 48000, 16000);

        resampled[500..^500].Max(Math.Abs).ShouldBeLessThan(1e-3f);
    }

    [Fact]
    public void Leaves_the_model_rate_alone()
    {
        float[] samples = Sine(Tone, 16000, 100);
        Resampler.Resample(samples, 16000, 16000).ShouldBeSameAs(samples);
    }

    [Fact]
    public void Rounds_the_length_up() => Resampler.Resample(new float[3], 44100, 16000).Length.ShouldBe(2);

    [Theory]
    [InlineData(0, 16000)]
    [InlineData(16000, -1)]
    public void Refuses_rates_that_are_not_positive(int from, int to) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Resampler.Resample([1f], from, to));

    private static float[] Sine(double hertz, int rate, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(2.0 * Math.PI * hertz * i / rate))];
}
