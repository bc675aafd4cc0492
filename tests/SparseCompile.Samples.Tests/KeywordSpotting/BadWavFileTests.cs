using KeywordSpotting.Audio;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class BadWavFileTests
{
    private static readonly byte[] twoSamples = WavBytes.Shorts(1, 2);

    [Fact]
    public void An_empty_file_is_told() => Message([]).ShouldBe("found a file of 0 bytes; expected a RIFF/WAVE header of 12 bytes");

    [Fact]
    public void Another_kind_of_file_is_told() =>
        Message("OggS and then some more"u8.ToArray()).ShouldBe("found 'OggS' at the start of the file; expected 'RIFF'");

    [Fact]
    public void Unprintable_bytes_are_told_in_hexadecimal() =>
        Message([0xFF, 0xFB, 0x90, 0x64, 0, 0, 0, 0, 0, 0, 0, 0]).ShouldStartWith("found 0xFFFB9064 at the start");

    [Fact]
    public void Another_riff_type_is_told() => Message("RIFF\0\0\0\0AVI LIST"u8.ToArray()).ShouldBe("found a RIFF file of type 'AVI '; expected 'WAVE'");

    [Fact]
    public void Truncated_samples_are_told()
    {
        byte[] bytes = WavBytes.Riff(("fmt ", WavBytes.Format(1, 1, 16000, 16)), ("data", new byte[1000]));

        Message(bytes[..^300]).ShouldBe("found 700 bytes of samples where the header says 1000; expected a whole file (is it truncated?)");
    }

    [Fact]
    public void A_truncated_chunk_is_told() =>
        Message(WavBytes.Riff(("LIST", new byte[100]))[..60]).ShouldBe(
            "found a chunk 'LIST' of 100 bytes with 40 bytes left in the file; expected a whole file (is it truncated?)");

    [Fact]
    public void Missing_chunks_are_told()
    {
        Message(WavBytes.Riff()).ShouldStartWith("found no 'fmt ' and no 'data' chunk");
        Message(WavBytes.Riff(("fmt ", WavBytes.Format(1, 1, 16000, 16)))).ShouldStartWith("found no 'data' chunk");
        Message(WavBytes.Riff(("data", twoSamples))).ShouldStartWith("found a 'data' chunk with no 'fmt ' chunk before it");
    }

    [Theory]
    [InlineData(1, 0, 16000, 16, "found 0 channels; expected at least 1")]
    [InlineData(1, 1, 0, 16, "found a sample rate of 0 Hz; expected 1000 to 768000 Hz")]
    [InlineData(1, 1, 16000, 12, "found PCM samples of 12 bits; expected 8, 16, 24 or 32 bits")]
    [InlineData(3, 1, 16000, 16, "found floating-point samples of 16 bits; expected 32 or 64 bits")]
    [InlineData(7, 1, 8000, 8, "found encoding 0x0007 (mu-law); expected PCM (0x0001) or IEEE float (0x0003)")]
    public void An_unsupported_format_is_told(int tag, int channels, int rate, int bits, string expected) =>
        Message(WavBytes.Riff(("fmt ", WavBytes.Format(tag, channels, rate, bits)), ("data", twoSamples))).ShouldBe(expected);

    [Fact]
    public void A_short_format_chunk_is_told()
    {
        byte[] whole = WavBytes.Format(1, 1, 16000, 16);
        Message(WavBytes.Riff(("fmt ", whole[..14]), ("data", twoSamples))).ShouldStartWith("found a 'fmt ' chunk of 14 bytes");
        byte[] extensible = WavBytes.Extensible(1, 1, 16000, 16);
        Message(WavBytes.Riff(("fmt ", extensible[..18]), ("data", twoSamples))).ShouldStartWith("found an extensible 'fmt ' chunk of 18 bytes");
    }

    [Fact]
    public void An_unknown_sub_format_is_told()
    {
        byte[] format = WavBytes.Extensible(1, 1, 16000, 16);
        format[39] = 0;
        Message(WavBytes.Riff(("fmt ", format), ("data", twoSamples))).ShouldStartWith("found an unknown sub-format 0100000000001000");
    }

    [Fact]
    public void A_wrong_block_alignment_is_told()
    {
        byte[] format = WavBytes.Format(1, 2, 16000, 16);
        format[12] = 3;
        Message(WavBytes.Riff(("fmt ", format), ("data", twoSamples))).ShouldBe("found a block alignment of 3 bytes; expected 4 (2 channels of 16 bits)");
    }

    [Fact]
    public void Samples_that_are_none_or_cut_or_not_finite_are_told()
    {
        byte[] format = WavBytes.Format(1, 1, 16000, 16);
        Message(WavBytes.Riff(("fmt ", format), ("data", []))).ShouldBe("found no samples; expected at least one");
        Message(WavBytes.Riff(("fmt ", format), ("data", [1, 2, 3]))).ShouldBe("found 3 bytes of samples; expected a multiple of 2");
        Message(WavBytes.Riff(("fmt ", WavBytes.Format(3, 1, 16000, 32)), ("data", WavBytes.Floats(0f, float.NaN))))
            .ShouldBe("found a sample at frame 1 that is NaN; expected finite samples");
    }

    [Fact]
    public void Every_cut_of_a_good_file_is_read_or_told()
    {
        byte[] whole = WavBytes.Riff(("fmt ", WavBytes.Extensible(1, 2, 16000, 24)), ("LIST", [1, 2, 3]), ("data", new byte[60]));
        for (int length = 0; length < whole.Length; length++)
        {
            Message(whole[..length]).ShouldNotContain("\n");
        }
    }

    private static string Message(byte[] bytes) => Should.Throw<WavFormatException>(() => WavFile.Parse(bytes)).Message;
}
