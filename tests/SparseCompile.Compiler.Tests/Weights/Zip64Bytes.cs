using System.Text;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>Makes a zip archive in which every size and offset is a zip64 one.</summary>
public static class Zip64Bytes
{
    public static byte[] Archive(string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.ASCII);
        uint crc = Crc(content);
        byte[] nameBytes = Encoding.ASCII.GetBytes(name);
        writer.Write(0x04034b50u);
        WriteCommon(writer, crc, nameBytes.Length, 20);
        writer.Write(nameBytes);
        writer.Write((ushort)1);
        writer.Write((ushort)16);
        writer.Write((long)content.Length);
        writer.Write((long)content.Length);
        writer.Write(content);
        long directory = bytes.Position;
        writer.Write(0x02014b50u);
        writer.Write((ushort)45);
        WriteCommon(writer, crc, nameBytes.Length, 28);
        writer.Write(new byte[10]);
        writer.Write(uint.MaxValue);
        writer.Write(nameBytes);
        writer.Write((ushort)1);
        writer.Write((ushort)24);
        writer.Write((long)content.Length);
        writer.Write((long)content.Length);
        writer.Write(0L);
        long end = bytes.Position;
        writer.Write(0x06064b50u);
        writer.Write(44L);
        writer.Write([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        writer.Write(1L);
        writer.Write(1L);
        writer.Write(end - directory);
        writer.Write(directory);
        writer.Write(0x07064b50u);
        writer.Write(0u);
        writer.Write(end);
        writer.Write(1u);
        writer.Write(0x06054b50u);
        writer.Write(0u);
        writer.Write(ushort.MaxValue);
        writer.Write(ushort.MaxValue);
        writer.Write(uint.MaxValue);
        writer.Write(uint.MaxValue);
        writer.Write((ushort)0);
        return bytes.ToArray();
    }

    private static void WriteCommon(BinaryWriter writer, uint crc, int nameLength, ushort extraLength)
    {
        writer.Write((ushort)45);
        writer.Write(0u);
        writer.Write(0u);
        writer.Write(crc);
        writer.Write(uint.MaxValue);
        writer.Write(uint.MaxValue);
        writer.Write((ushort)nameLength);
        writer.Write(extraLength);
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
