using KeywordSpotting.Audio;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class WavFileTests
{
    [Fact]
    public void Reads_16_bit_mono()
    {
        WavFile file = Parse(WavBytes.Format(1, 1, 16000, 16), WavBytes.Shorts(0, 16384, -32768, 32767));

        file.Format.ShouldBe(new WavFormat(WavEncoding.Pcm, 1, 16000, 16));
        file.Samples.ShouldBe([0f, 0.5f, -1f, 32767f / 32768f]);
    }

    [Fact]
    public void Reads_8_bit_as_unsigned() =>
        Parse(WavBytes.Format(1, 1, 8000, 8), [128, 0, 192]).Samples.ShouldBe([0f, -1f, 0.5f]);

    [Fact]
    public void Reads_24_bit_with_its_sign() =>
        Parse(WavBytes.Format(1, 1, 48000, 24), [0, 0, 0x40, 0, 0, 0x80, 0xFF, 0xFF, 0xFF]).Samples
            .ShouldBe([0.5f, -1f, -1f / 8388608f]);

    [Fact]
    public void Reads_32_bit_integers() =>
        Parse(WavBytes.Format(1, 1, 48000, 32), [0, 0, 0, 0x40, 0, 0, 0, 0x80]).Samples.ShouldBe([0.5f, -1f]);

    [Fact]
    public void Reads_floats() =>
        Parse(WavBytes.Format(3, 1, 44100, 32), WavBytes.Floats(0.25f, -0.75f)).Samples.ShouldBe([0.25f, -0.75f]);

    [Fact]
    public void Reads_doubles() =>
        Parse(WavBytes.Format(3, 1, 44100, 64), [.. BitConverter.GetBytes(0.125), .. BitConverter.GetBytes(-1.0)]).Samples.ShouldBe([0.125f, -1f]);

    [Theory]
    [InlineData(1, 16, WavEncoding.Pcm)]
    [InlineData(3, 32, WavEncoding.Float)]
    public void Reads_the_extensible_header(int tag, int bits, WavEncoding encoding)
    {
        byte[] data = encoding == WavEncoding.Pcm ? WavBytes.Shorts(8192) : WavBytes.Floats(0.25f);

        WavFile file = Parse(WavBytes.Extensible(tag, 1, 16000, bits), data);

        file.Format.Encoding.ShouldBe(encoding);
        file.Samples.ShouldBe([0.25f]);
    }

    [Fact]
    public void Mixes_stereo_down_to_the_mean() =>
        Parse(WavBytes.Format(1, 2, 16000, 16), WavBytes.Shorts(16384, 0, -16384, 16384)).Samples.ShouldBe([0.25f, 0f]);

    [Fact]
    public void Skips_other_chunks_and_the_padding_of_odd_ones()
    {
        byte[] bytes = WavBytes.Riff(
            ("LIST", [1, 2, 3]), ("fmt ", WavBytes.Format(1, 1, 16000, 16)), ("cue ", [9]), ("data", WavBytes.Shorts(-8192)), ("junk", [1]));

        WavFile.Parse(bytes).Samples.ShouldBe([-0.25f]);
    }

    [Fact]
    public void Takes_the_rest_of_the_file_where_a_streamed_header_knows_no_length()
    {
        byte[] bytes = WavBytes.Riff(("fmt ", WavBytes.Format(1, 1, 16000, 16)), ("data", WavBytes.Shorts(16384, -16384)));
        bytes.AsSpan(40, 4).Fill(0xFF);

        WavFile.Parse([.. bytes, 7]).Samples.ShouldBe([0.5f, -0.5f]);
    }

    private static WavFile Parse(byte[] format, byte[] data) => WavFile.Parse(WavBytes.Riff(("fmt ", format), ("data", data)));
}
