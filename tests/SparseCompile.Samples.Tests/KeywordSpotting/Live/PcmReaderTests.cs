using KeywordSpotting.Audio;
using KeywordSpotting.Live;

namespace SparseCompile.Samples.Tests.KeywordSpotting.Live;

public class PcmReaderTests
{
    private static readonly byte[] samples = [0x00, 0x80, 0xFF, 0x7F, 0x01, 0x00, 0x00, 0x40];
    private static readonly float[] values = [-1f, 32767f / 32768f, 1f / 32768f, 0.5f];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Samples_do_not_depend_on_how_bytes_arrive(int piece) => Read(samples, piece).ShouldBe(values);

    [Fact]
    public void Half_a_sample_at_the_end_is_dropped() => Read([.. samples, 0x12], 3).ShouldBe(values);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void A_WAV_header_is_skipped(int piece)
    {
        // As arecord writes it to a pipe: the length is not known.
        Read([.. Header(16_000, 1, 16), .. samples], piece).ShouldBe(values);
        byte[] notes = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVE"u8, .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0];
        Read([.. notes, .. Header(16_000, 1, 16)[12..], .. samples], piece).ShouldBe(values);
    }

    [Fact]
    public void Samples_that_begin_like_a_header_are_samples() => Read([(byte)'R', (byte)'I', 0, 0], 1).Length.ShouldBe(2);

    [Theory]
    [InlineData(44_100, 1, 16, "44100 Hz, 16 bits (Pcm), 1")]
    [InlineData(16_000, 2, 16, "16000 Hz, 16 bits (Pcm), 2")]
    [InlineData(16_000, 1, 8, "16000 Hz, 8 bits (Pcm), 1")]
    public void A_header_of_another_format_is_refused(int rate, int channels, int bits, string found) =>
        Should.Throw<WavFormatException>(() => Read([.. Header(rate, channels, bits), .. samples], 1000)).Message.ShouldBe(
            $"found {found} channel(s); expected 16000 Hz, 16 bits (Pcm), 1 channel(s)");

    private static float[] Read(byte[] bytes, int piece)
    {
        PcmReader reader = new();
        List<float> all = [];
        foreach (byte[] part in bytes.Chunk(piece))
        {
            float[] room = new float[bytes.Length + 1];
            all.AddRange(room[..reader.Read(part, room)]);
        }

        return [.. all];
    }

    private static byte[] Header(int rate, int channels, int bits)
    {
        int frame = channels * bits / 8;
        return
        [
            .. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, (byte)channels, 0, .. BitConverter.GetBytes(rate),
            .. BitConverter.GetBytes(rate * frame), (byte)frame, 0, (byte)bits, 0, .. "data"u8, 0xFF, 0xFF, 0xFF, 0x7F,
        ];
    }
}
