using KeywordSpotting;
using KeywordSpotting.Audio;
using KeywordSpotting.Classification;
using KeywordSpotting.Live;
using KeywordSpotting.Models;

namespace SparseCompile.Samples.Tests.KeywordSpotting.Live;

public class WordListenerTests
{
    [Theory]
    [InlineData(0, 0.4)]
    [InlineData(5, 0.2)]
    [InlineData(30, 1.0)]
    public void Every_clip_is_one_word_at_its_time(double noise, double pause)
    {
        Recording recording = new(noise);
        List<(double Time, string Word)> said = [];
        Classifier classifier = new(KeywordNetwork.Default.Infer);
        for (int number = 0; number < 4; number++)
        {
            foreach (string word in KeywordLabels.Words)
            {
                // Clips that are recognised by themselves, surely.
                Prediction alone = classifier.Listen(WavFile.Read(Recording.Clip(word, number)).Samples);
                if (alone.Word == word && alone.Probability > 0.7f)
                {
                    said.Add((recording.Seconds, word));
                    recording.Say(word, number, pause);
                }
            }
        }

        List<Detection> heard = Listen(recording.Bytes);

        said.Count.ShouldBeGreaterThan(36);
        foreach ((double time, string word) in said)
        {
            // Nothing is heard twice.
            heard.Count(one => IsWithin(one, time)).ShouldBeLessThanOrEqualTo(1, $"{word} at {time:F2} s");
        }

        int right = said.Count(word => heard.Any(one => IsWithin(one, word.Time) && one.Word == word.Word));
        right.ShouldBeGreaterThanOrEqualTo(said.Count * 85 / 100);
        heard.Count.ShouldBeLessThanOrEqualTo(said.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Nothing_is_heard_in_noise(double noise) => Listen(new Recording(noise).Pause(20).Bytes).ShouldBeEmpty();

    [Fact]
    public void Noise_that_sets_in_is_no_word()
    {
        byte[] quiet = new Recording(0).Pause(3).Bytes;
        byte[] loud = new Recording(300).Pause(5).Bytes;

        Listen([.. quiet, .. loud, .. quiet, .. loud]).ShouldBeEmpty();
    }

    [Fact]
    public void A_click_is_no_word()
    {
        byte[] bytes = new Recording(5).Pause(4).Bytes;
        for (int i = 0; i < 200; i++)
        {
            bytes[64_001 + (2 * i)] = (byte)(i % 2 == 0 ? 0x60 : 0xA0);
        }

        Listen(bytes).ShouldBeEmpty();
    }

    [Fact]
    public void A_word_that_the_end_of_the_stream_cuts_off_is_heard()
    {
        Recording recording = new(5);
        recording.Say("yes", 0, 0.0);
        byte[] bytes = recording.Bytes;
        PcmReader reader = new();
        float[] samples = new float[(bytes.Length / 2) + 1];
        int count = reader.Read(bytes, samples);
        WordListener listener = new(KeywordNetwork.Default.Infer);
        List<Detection> pushed = [];
        Push(listener, samples.AsSpan(0, Math.Min(count, (int)(1.25 * 16_000))), pushed);

        pushed.ShouldBeEmpty();
        listener.Finish().ShouldNotBeNull().Word.ShouldBe("yes");
        listener.Finish().ShouldBeNull();
    }

    private static bool IsWithin(Detection detection, double start) =>
        detection.Time.TotalSeconds > start - 0.1 && detection.Time.TotalSeconds < start + 1.0;

    private static List<Detection> Listen(byte[] bytes)
    {
        float[] samples = new float[(bytes.Length / 2) + 1];
        int count = new PcmReader().Read(bytes, samples);
        WordListener listener = new(KeywordNetwork.Default.Infer);
        List<Detection> heard = [];
        Push(listener, samples.AsSpan(0, count), heard);
        if (listener.Finish() is { } last)
        {
            heard.Add(last);
        }

        return heard;
    }

    private static void Push(WordListener listener, ReadOnlySpan<float> samples, List<Detection> heard)
    {
        for (; samples.Length >= EnergyGate.Block; samples = samples[EnergyGate.Block..])
        {
            if (listener.Push(samples[..EnergyGate.Block]) is { } word)
            {
                heard.Add(word);
            }
        }
    }
}
