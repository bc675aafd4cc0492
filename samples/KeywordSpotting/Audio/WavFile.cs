using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace KeywordSpotting.Audio;

/// <summary>A WAV recording, mixed down to one channel.</summary>
/// <param name="Format">How the file was written.</param>
/// <param name="Samples">One value per frame, the mean of the channels, full scale -1 to 1, at the file's own rate; never empty.</param>
public sealed record WavFile(WavFormat Format, float[] Samples)
{
    // Programs that write to a pipe cannot know the length and leave one of these in the header: then the data goes on to the end.
    private const uint StreamedLength = 0x7FFF_F000;
    private const int LargestFile = 1 << 30;

    /// <summary>Reads a WAV file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="WavFormatException">The file is not a WAV recording that this reader takes.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static WavFile Read(string path)
    {
        long length = new FileInfo(path).Length;
        return length <= LargestFile
            ? Parse(File.ReadAllBytes(path))
            : throw new WavFormatException(Invariant($"a file of {length} bytes"), Invariant($"at most {LargestFile} bytes"));
    }

    /// <summary>Reads a WAV file that is already in memory.</summary>
    /// <param name="bytes">The whole file: PCM of 8, 16, 24 or 32 bits, or IEEE float, plain or WAVE_FORMAT_EXTENSIBLE.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="WavFormatException">The bytes are not a WAV recording that this reader takes.</exception>
    public static WavFile Parse(ReadOnlySpan<byte> bytes)
    {
        RequireRiffHeader(bytes);
        WavFormat? format = null;
        int position = 12;
        while (position + 8 <= bytes.Length)
        {
            ReadOnlySpan<byte> id = bytes.Slice(position, 4);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(position + 4)..]);
            ReadOnlySpan<byte> rest = bytes[(position + 8)..];
            if (id.SequenceEqual("data"u8))
            {
                return ReadData(rest, size, format ?? throw new WavFormatException("a 'data' chunk with no 'fmt ' chunk before it", "'fmt ' first"));
            }

            if (size > rest.Length)
            {
                throw new WavFormatException(
                    Invariant($"a chunk {Quote(id)} of {size} bytes with {rest.Length} bytes left in the file"), "a whole file (is it truncated?)");
            }

            if (id.SequenceEqual("fmt "u8))
            {
                format = WavFormat.Parse(rest[..(int)size]);
            }

            // A chunk of odd length is followed by one byte of padding that its size does not count.
            position = (int)Math.Min(bytes.Length, position + 8L + size + (size & 1));
        }

        throw new WavFormatException(format is null ? "no 'fmt ' and no 'data' chunk" : "no 'data' chunk", "a 'fmt ' and a 'data' chunk");
    }

    /// <summary>The recording at the rate that the network listens at.</summary>
    /// <returns>Samples at <see cref="LogMelFeatures.SampleRate"/>; the same array when the file is at that rate already.</returns>
    public float[] AtModelRate() => Resampler.Resample(Samples, Format.SampleRate, LogMelFeatures.SampleRate);

    private static void RequireRiffHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12)
        {
            throw new WavFormatException(Invariant($"a file of {bytes.Length} bytes"), "a RIFF/WAVE header of 12 bytes");
        }

        if (!bytes[..4].SequenceEqual("RIFF"u8))
        {
            throw new WavFormatException($"{Quote(bytes[..4])} at the start of the file", "'RIFF'");
        }

        if (!bytes[8..12].SequenceEqual("WAVE"u8))
        {
            throw new WavFormatException($"a RIFF file of type {Quote(bytes[8..12])}", "'WAVE'");
        }
    }

    private static WavFile ReadData(ReadOnlySpan<byte> rest, uint size, WavFormat format)
    {
        long length = size >= StreamedLength ? rest.Length - rest.Length % format.BytesPerFrame : size;
        if (length > rest.Length)
        {
            throw new WavFormatException(
                Invariant($"{rest.Length} bytes of samples where the header says {size}"), "a whole file (is it truncated?)");
        }

        if (length == 0)
        {
            throw new WavFormatException("no samples", "at least one");
        }

        return length % format.BytesPerFrame == 0
            ? new WavFile(format, WavSamples.ToMono(rest[..(int)length], format))
            : throw new WavFormatException(Invariant($"{length} bytes of samples"), Invariant($"a multiple of {format.BytesPerFrame}"));
    }

    private static string Quote(ReadOnlySpan<byte> id)
    {
        foreach (byte character in id)
        {
            if (character is < 0x20 or > 0x7E)
            {
                return "0x" + Convert.ToHexString(id);
            }
        }

        return $"'{Encoding.ASCII.GetString(id)}'";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
