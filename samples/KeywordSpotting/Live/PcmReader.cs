using System.Buffers.Binary;

namespace KeywordSpotting.Live;

/// <summary>Turns bytes as a pipe delivers them into samples: 16 bits, signed, little endian, mono.</summary>
/// <remarks>
/// An odd byte waits for its other half. <c>arecord</c> writes a WAV header unless it is told not to (<c>-t raw</c>); it is skipped,
/// see <see cref="StreamHeader"/>.
/// </remarks>
public sealed class PcmReader
{
    private readonly StreamHeader header = new();
    private byte half;
    private bool hasHalf;

    /// <summary>Reads the samples that are complete.</summary>
    /// <param name="bytes">The next bytes of the stream, any number.</param>
    /// <param name="samples">Receives them, -1 to just under 1; room for half as many as there are bytes, and one more.</param>
    /// <returns>The number of samples.</returns>
    /// <exception cref="Audio.WavFormatException">The stream begins with a WAV header of another format.</exception>
    public int Read(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        bytes = header.Skip(bytes);
        int count = 0;
        if (hasHalf && bytes.Length > 0)
        {
            samples[count++] = Scale((short)(half | (bytes[0] << 8)));
            bytes = bytes[1..];
            hasHalf = false;
        }

        for (; bytes.Length >= 2; bytes = bytes[2..])
        {
            samples[count++] = Scale(BinaryPrimitives.ReadInt16LittleEndian(bytes));
        }

        if (bytes.Length == 1)
        {
            half = bytes[0];
            hasHalf = true;
        }

        return count;
    }

    private static float Scale(short sample) => sample / 32768f;
}
