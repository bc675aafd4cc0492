using System.Buffers.Binary;
using KeywordSpotting.Audio;

namespace KeywordSpotting.Live;

/// <summary>The WAV header that a stream may begin with: it is skipped once its format is found to be the one that is expected.</summary>
public sealed class StreamHeader
{
    /// <summary>Bytes before the samples: RIFF, fmt, perhaps notes. More than that is no header of a recording program.</summary>
    internal const int Longest = 64 * 1024;

    private readonly List<byte> pending = [];
    private bool isOver;

    /// <summary>Takes the bytes of the header off the stream.</summary>
    /// <param name="bytes">The next bytes of the stream.</param>
    /// <returns>Those that are samples. Bytes are held back until it is clear whether they belong to a header.</returns>
    /// <exception cref="WavFormatException">The header states another format than 16 kHz, 16 bits, mono.</exception>
    public ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> bytes)
    {
        if (isOver)
        {
            return bytes;
        }

        pending.AddRange(bytes);
        byte[] start = [.. pending];
        int length = Length(start);
        if (length < 0 && start.Length < Longest)
        {
            return [];
        }

        isOver = true;
        pending.Clear();
        return start.AsSpan(Math.Max(0, length));
    }

    // The bytes before the samples; -1 while that is not known.
    private static int Length(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> riff = "RIFF"u8;
        if (!start[..Math.Min(4, start.Length)].SequenceEqual(riff[..Math.Min(4, start.Length)]))
        {
            return 0;
        }

        int position = 12;
        while (position + 8 <= start.Length)
        {
            if (start.Slice(position, 4).SequenceEqual("data"u8))
            {
                return position + 8;
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(start[(position + 4)..]);
            long next = position + 8 + size + (size & 1);
            if (next > start.Length)
            {
                return -1;
            }

            if (start.Slice(position, 4).SequenceEqual("fmt "u8))
            {
                Require(WavFormat.Parse(start.Slice(position + 8, (int)size)));
            }

            position = (int)next;
        }

        return -1;
    }

    private static void Require(WavFormat format)
    {
        if (format is not { Encoding: WavEncoding.Pcm, Channels: 1, SampleRate: LogMelFeatures.SampleRate, BitsPerSample: 16 })
        {
            throw new WavFormatException(
                Text(format), Text(new WavFormat(WavEncoding.Pcm, Channels: 1, LogMelFeatures.SampleRate, BitsPerSample: 16)));
        }
    }

    private static string Text(WavFormat format) => FormattableString.Invariant(
        $"{format.SampleRate} Hz, {format.BitsPerSample} bits ({format.Encoding}), {format.Channels} channel(s)");
}
