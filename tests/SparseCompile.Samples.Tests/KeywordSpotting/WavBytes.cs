using System.Buffers.Binary;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

/// <summary>Builds WAV files in memory, right or wrong in chosen ways.</summary>
internal static class WavBytes
{
    /// <summary>The bytes of a RIFF file of type WAVE with these chunks, padded as the format asks for.</summary>
    public static byte[] Riff(params (string Id, byte[] Body)[] chunks)
    {
        List<byte> bytes = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVE"u8];
        foreach ((string id, byte[] body) in chunks)
        {
            bytes.AddRange(id.Select(c => (byte)c));
            bytes.AddRange(BitConverter.GetBytes(body.Length));
            bytes.AddRange(body);
            bytes.AddRange(new byte[body.Length & 1]);
        }

        byte[] file = [.. bytes];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    /// <summary>The body of a plain <c>fmt </c> chunk, 16 bytes.</summary>
    public static byte[] Format(int tag, int channels, int rate, int bits)
    {
        byte[] body = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(body, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(8), rate * channels * (bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(12), (ushort)(channels * (bits / 8)));
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(14), (ushort)bits);
        return body;
    }

    /// <summary>The body of a WAVE_FORMAT_EXTENSIBLE <c>fmt </c> chunk, 40 bytes, whose sub-format is the given plain tag.</summary>
    public static byte[] Extensible(int tag, int channels, int rate, int bits) =>
    [
        .. Format(0xFFFE, channels, rate, bits), 22, 0, (byte)bits, 0, 4, 0, 0, 0,
        (byte)tag, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
    ];

    /// <summary>16-bit samples as bytes.</summary>
    public static byte[] Shorts(params short[] samples) => [.. samples.SelectMany(BitConverter.GetBytes)];

    /// <summary>Floats as bytes.</summary>
    public static byte[] Floats(params float[] samples) => [.. samples.SelectMany(BitConverter.GetBytes)];
}
