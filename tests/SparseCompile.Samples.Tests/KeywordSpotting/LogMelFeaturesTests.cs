using KeywordSpotting.Audio;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class LogMelFeaturesTests
{
    // float32 here against float64 there; the features span about 5, so this is 1 part in 5,000.
    private const float Tolerance = 1e-3f;

    [Fact]
    public void Agree_with_the_training_scripts()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "clips");
        NumpyArchive reference = NumpyArchive.Read(Path.Combine(folder, "features.npz"));
        LogMelFeatures extractor = new();
        float[] features = new float[LogMelFeatures.Count];

        reference.Names.Count.ShouldBe(6);
        foreach (string clip in reference.Names)
        {
            extractor.Extract(WavFile.Read(Path.Combine(folder, clip + ".wav")).AtModelRate(), features);

            reference[clip].Length.ShouldBe(LogMelFeatures.Count);
            features.Zip(reference[clip], (a, b) => MathF.Abs(a - b)).Max().ShouldBeLessThan(Tolerance, clip);
        }
    }

    [Fact]
    public void Do_not_depend_on_loudness_or_place()
    {
        float[] burst = Burst(length: 16000, start: 3000, level: 0.5f);
        float[] later = Burst(length: 40000, start: 21000, level: 0.05f);

        float[] a = Extract(burst);
        float[] b = Extract(later);

        a.Zip(b, (x, y) => MathF.Abs(x - y)).Max().ShouldBeLessThan(Tolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16000)]
    public void Of_silence_are_the_floor_of_the_logarithm(int length) =>
        Extract(new float[length]).ShouldAllBe(value => MathF.Abs(value - (MathF.Log(0.01f) + 1f) / 3f) < 1e-6f);

    [Fact]
    public void Refuse_too_little_room() => Should.Throw<ArgumentException>(() => new LogMelFeatures().Extract(new float[16000], new float[1000]));

    [Fact]
    public void The_middle_of_a_burst_is_found_in_noise()
    {
        float[] samples = Burst(length: 48000, start: 30000, level: 0.5f);
        Random random = new(1);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] += 0.01f * (random.NextSingle() - 0.5f);
        }

        SpeechAlignment.CentreOfSpeech(samples).ShouldBeInRange(32400 - 160, 32400 + 160);
    }

    // 4800 samples of a 700 Hz tone in silence.
    private static float[] Burst(int length, int start, float level)
    {
        float[] samples = new float[length];
        for (int i = 0; i < 4800; i++)
        {
            samples[start + i] = level * MathF.Sin(2f * MathF.PI * 700f * i / 16000f);
        }

        return samples;
    }

    private static float[] Extract(float[] samples)
    {
        float[] features = new float[LogMelFeatures.Count];
        new LogMelFeatures().Extract(samples, features);
        return features;
    }
}
