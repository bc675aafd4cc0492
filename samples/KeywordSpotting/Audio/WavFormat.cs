using System.Buffers.Binary;
using System.Globalization;

namespace KeywordSpotting.Audio;

/// <summary>The contents of a WAV file's <c>fmt </c> chunk, checked.</summary>
/// <param name="Encoding">Integers or floating point.</param>
/// <param name="Channels">Samples per frame, at least 1; channels are interleaved.</param>
/// <param name="SampleRate">Frames per second.</param>
/// <param name="BitsPerSample">8, 16, 24 or 32 for PCM, 32 or 64 for float.</param>
public readonly record struct WavFormat(WavEncoding Encoding, int Channels, int SampleRate, int BitsPerSample)
{
    private const int PcmTag = 1;
    private const int FloatTag = 3;
    private const int ExtensibleTag = 0xFFFE;
    private const uint LowestRate = 1_000;
    private const uint HighestRate = 768_000;

    /// <summary>Bytes of one sample in all channels.</summary>
    public int BytesPerFrame => Channels * (BitsPerSample / 8);

    // In a WAVE_FORMAT_EXTENSIBLE header the first two bytes of the sub-format are an ordinary tag, and these fourteen follow it.
    private static ReadOnlySpan<byte> SubFormatTail => [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    /// <summary>Reads the body of a <c>fmt </c> chunk.</summary>
    /// <param name="chunk">The chunk without its 8-byte header.</param>
    /// <returns>The format.</returns>
    /// <exception cref="WavFormatException">The chunk is too short, or the encoding, channels, rate or sample size is not supported.</exception>
    public static WavFormat Parse(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
        {
            throw new WavFormatException(Invariant($"a 'fmt ' chunk of {chunk.Length} bytes"), "at least 16 bytes");
        }

        WavEncoding encoding = ParseEncoding(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int frame = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (channels == 0)
        {
            throw new WavFormatException("0 channels", "at least 1");
        }

        if (rate is < LowestRate or > HighestRate)
        {
            throw new WavFormatException(Invariant($"a sample rate of {rate} Hz"), Invariant($"{LowestRate} to {HighestRate} Hz"));
        }

        bool known = encoding == WavEncoding.Pcm ? bits is 8 or 16 or 24 or 32 : bits is 32 or 64;
        if (!known)
        {
            throw encoding == WavEncoding.Pcm
                ? new WavFormatException(Invariant($"PCM samples of {bits} bits"), "8, 16, 24 or 32 bits")
                : new WavFormatException(Invariant($"floating-point samples of {bits} bits"), "32 or 64 bits");
        }

        return frame == channels * (bits / 8)
            ? new WavFormat(encoding, channels, (int)rate, bits)
            : throw new WavFormatException(
                Invariant($"a block alignment of {frame} bytes"), Invariant($"{channels * (bits / 8)} ({channels} channels of {bits} bits)"));
    }

    private static WavEncoding ParseEncoding(ReadOnlySpan<byte> chunk)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (tag == ExtensibleTag)
        {
            if (chunk.Length < 40)
            {
                throw new WavFormatException(Invariant($"an extensible 'fmt ' chunk of {chunk.Length} bytes"), "at least 40 bytes");
            }

            if (!chunk[26..40].SequenceEqual(SubFormatTail))
            {
                throw new WavFormatException("an unknown sub-format " + Convert.ToHexString(chunk[24..40]), "PCM or IEEE float");
            }

            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        return tag switch
        {
            PcmTag => WavEncoding.Pcm,
            FloatTag => WavEncoding.Float,
            _ => throw new WavFormatException(Invariant($"encoding 0x{tag:X4}{NameOf(tag)}"), "PCM (0x0001) or IEEE float (0x0003)"),
        };
    }

    private static string NameOf(int tag) => tag switch
    {
        0x0002 or 0x0011 => " (ADPCM)",
        0x0006 => " (A-law)",
        0x0007 => " (mu-law)",
        0x0055 => " (MP3)",
        _ => "",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
