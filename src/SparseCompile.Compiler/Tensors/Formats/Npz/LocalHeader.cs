using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npz;

/// <summary>Reads the header in front of a member's bytes, which must say the same as the central directory.</summary>
internal static class LocalHeader
{
    private const int FixedSize = 30;

    /// <summary>The member with <see cref="ZipMember.DataStart"/> set.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="member">As the central directory has it.</param>
    /// <param name="limit">Where the central directory starts: members end before it.</param>
    public static ZipMember Locate(WeightFileBytes file, ZipMember member, long limit)
    {
        if (member.HeaderStart > limit - FixedSize)
        {
            throw Outside(member, limit);
        }

        byte[] fixedPart = file.ReadExactly(member.HeaderStart, FixedSize);
        if (LittleEndian.U32(fixedPart, 0) != 0x04034b50)
        {
            throw Failure.Malformed(member.Name, "other bytes at byte offset " + Printable.Number(member.HeaderStart), "the signature of a local header");
        }

        int nameLength = LittleEndian.U16(fixedPart, 26);
        int extraLength = LittleEndian.U16(fixedPart, 28);
        long dataStart = member.HeaderStart + FixedSize + nameLength + extraLength;
        if (dataStart > limit || member.CompressedSize > limit - dataStart)
        {
            throw Outside(member, limit);
        }

        byte[] bytes = file.ReadExactly(member.HeaderStart, FixedSize + nameLength + extraLength);
        CheckAgrees(member, bytes, nameLength, extraLength);
        return member with { DataStart = dataStart };
    }

    private static void CheckAgrees(ZipMember member, byte[] bytes, int nameLength, int extraLength)
    {
        // The name is decoded as the directory's was, so that equal bytes give equal names.
        int flags = LittleEndian.U16(bytes, 6);
        string name = (member.Flags & 0x800) == 0
            ? CodePage437.Decode(bytes, FixedSize, nameLength)
            : System.Text.Encoding.UTF8.GetString(bytes, FixedSize, nameLength);
        const int Relevant = 1 | 8 | 0x800;
        if (name != member.Name || (flags & Relevant) != (member.Flags & Relevant) || LittleEndian.U16(bytes, 8) != member.Method)
        {
            throw Mismatch(member, "another name, flags or method");
        }

        if (member.HasDataDescriptor)
        {
            return;
        }

        long[] sizes = [LittleEndian.U32(bytes, 22), LittleEndian.U32(bytes, 18)];
        ZipExtra.Widen(bytes, FixedSize + nameLength, extraLength, sizes, member.Name);
        if (sizes[0] != member.Size || sizes[1] != member.CompressedSize || LittleEndian.U32(bytes, 14) != member.Crc)
        {
            throw Mismatch(member, "another size or CRC");
        }
    }

    private static WeightFileException Mismatch(ZipMember member, string found) => Failure.Malformed(
        member.Name,
        found + " in the local header at byte offset " + Printable.Number(member.HeaderStart),
        "the same as in the central directory");

    private static WeightFileException Outside(ZipMember member, long limit) => Failure.Malformed(
        member.Name,
        "a member of " + Printable.Number(member.CompressedSize) + " bytes whose header is at byte offset " + Printable.Number(member.HeaderStart),
        "one that ends before the central directory at " + Printable.Number(limit));
}
