namespace SparseCompile.Compiler.Tensors.Formats.Npz;

/// <summary>The CRC of zip archives (polynomial 0xedb88320, reflected).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The CRC of <paramref name="count"/> more bytes; 0 starts.</summary>
    public static uint Append(uint crc, byte[] bytes, int start, int count)
    {
        crc = ~crc;
        for (int i = start; i < start + count; i++)
        {
            crc = Table[(crc ^ bytes[i]) & 255] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
            }

            table[i] = crc;
        }

        return table;
    }
}
