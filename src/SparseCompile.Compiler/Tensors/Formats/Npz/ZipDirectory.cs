using System.Text;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npz;

/// <summary>Reads a zip archive's central directory and checks it against the local headers.</summary>
internal static class ZipDirectory
{
    private const int EntrySize = 46;

    /// <summary>All members in the directory's order, none overlapping another.</summary>
    public static List<ZipMember> Read(WeightFileBytes file)
    {
        ZipEnd end = ZipEnd.Find(file);
        var members = new List<ZipMember>();
        long position = end.DirectoryStart;
        while (position < end.DirectoryEnd)
        {
            members.Add(ReadEntry(file, ref position, end.DirectoryEnd));
        }

        if ((ulong)members.Count != end.Members)
        {
            throw Failure.Malformed(
                string.Empty, Printable.Number(members.Count) + " members in the central directory", Printable.Number(end.Members) + ", as its end record says");
        }

        // After the directory, not in turns with it: the file is read in blocks, and archives have many small members.
        for (int i = 0; i < members.Count; i++)
        {
            try
            {
                members[i] = LocalHeader.Locate(file, members[i], end.DirectoryStart);
            }
            catch (WeightFileException exception) when (exception.Error.Kind != WeightFileErrorKind.Unreadable)
            {
                members[i] = members[i] with { Fault = exception.Error };
            }
        }

        return WithoutOverlaps(members);
    }

    private static ZipMember ReadEntry(WeightFileBytes file, ref long position, long end)
    {
        string place = "at byte offset " + Printable.Number(position);
        if (end - position < EntrySize)
        {
            throw Failure.Malformed(string.Empty, "a central directory entry cut short " + place, "46 bytes or more");
        }

        byte[] fixedPart = file.ReadExactly(position, EntrySize);
        if (LittleEndian.U32(fixedPart, 0) != 0x02014b50)
        {
            throw Failure.Malformed(string.Empty, "other bytes " + place, "the signature of a central directory entry");
        }

        int nameLength = LittleEndian.U16(fixedPart, 28);
        int extraLength = LittleEndian.U16(fixedPart, 30);
        int length = EntrySize + nameLength + extraLength + LittleEndian.U16(fixedPart, 32);
        if (end - position < length)
        {
            throw Failure.Malformed(string.Empty, "a central directory entry cut short " + place, Printable.Number(length) + " bytes");
        }

        byte[] bytes = file.ReadExactly(position, length);
        position += length;
        int flags = LittleEndian.U16(bytes, 8);
        string name = DecodeName(bytes, EntrySize, nameLength, flags);
        long[] sizes = [LittleEndian.U32(bytes, 24), LittleEndian.U32(bytes, 20), LittleEndian.U32(bytes, 42)];
        ZipExtra.Widen(bytes, EntrySize + nameLength, extraLength, sizes, name);
        return new ZipMember(name, flags, LittleEndian.U16(bytes, 10), LittleEndian.U32(bytes, 16), sizes[1], sizes[0], sizes[2]);
    }

    private static string DecodeName(byte[] bytes, int start, int length, int flags)
    {
        if ((flags & 0x800) == 0)
        {
            return CodePage437.Decode(bytes, start, length);
        }

        try
        {
            return new UTF8Encoding(false, true).GetString(bytes, start, length);
        }
        catch (ArgumentException)
        {
            throw Failure.Malformed(string.Empty, "a member name that is not UTF-8, though marked so", "UTF-8");
        }
    }

    private static List<ZipMember> WithoutOverlaps(List<ZipMember> members)
    {
        ZipMember? last = null;
        foreach (int i in Enumerable.Range(0, members.Count).Where(i => members[i].Fault is null).OrderBy(i => members[i].HeaderStart).ToArray())
        {
            ZipMember member = members[i];
            if (last is not null && member.HeaderStart < last.DataStart + last.CompressedSize)
            {
                WeightFileException overlap = Failure.Malformed(
                    member.Name, "a member that starts at byte offset " + Printable.Number(member.HeaderStart) + ", inside " + Printable.Quote(last.Name), "members that do not overlap");
                members[i] = member with { Fault = overlap.Error };
            }
            else
            {
                last = member;
            }
        }

        return members;
    }
}
