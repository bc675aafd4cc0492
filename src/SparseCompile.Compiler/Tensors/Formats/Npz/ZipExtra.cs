using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npz;

/// <summary>Takes 64-bit sizes from a zip header's extra fields.</summary>
internal static class ZipExtra
{
    /// <summary>A 32-bit field of this value stands for a 64-bit one in the extra field.</summary>
    public const uint Saturated = 0xffffffff;

    /// <summary>Replaces saturated values, in the order the format gives them.</summary>
    /// <param name="bytes">The header.</param>
    /// <param name="start">First byte of the extra fields.</param>
    /// <param name="length">Their bytes.</param>
    /// <param name="values">Size, compressed size and, in the central directory, the header's offset.</param>
    /// <param name="member">The member, for messages.</param>
    public static void Widen(byte[] bytes, int start, int length, long[] values, string member)
    {
        int needed = 8 * values.Count(value => value == Saturated);
        if (needed == 0)
        {
            return;
        }

        int end = start + length;
        while (start + 4 <= end)
        {
            int size = LittleEndian.U16(bytes, start + 2);
            int body = start + 4;
            if (LittleEndian.U16(bytes, start) == 1 && size >= needed && body + size <= end)
            {
                Take(bytes, body, values, member);
                return;
            }

            start = body + size;
        }

        throw Failure.Malformed(member, "sizes of 4294967295 without a zip64 extra field", "a zip64 extra field with the sizes");
    }

    private static void Take(byte[] bytes, int position, long[] values, string member)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != Saturated)
            {
                continue;
            }

            ulong wide = LittleEndian.U64(bytes, position);
            position += 8;
            values[i] = wide <= long.MaxValue
                ? (long)wide
                : throw Failure.Malformed(member, "a zip64 size of " + Printable.Number(wide), "a size below 2^63");
        }
    }
}
