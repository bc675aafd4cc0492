using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npz;

/// <summary>Where a zip archive's central directory is, from the record at the archive's end.</summary>
/// <param name="DirectoryStart">First byte of the directory.</param>
/// <param name="DirectoryEnd">First byte after it.</param>
/// <param name="Members">How many members it lists.</param>
internal sealed record ZipEnd(long DirectoryStart, long DirectoryEnd, ulong Members)
{
    private const int RecordSize = 22;
    private const int LocatorSize = 20;
    private const int Zip64RecordSize = 56;
    private const int LongestComment = 65535;

    /// <summary>Finds and checks the end record, with its zip64 form if there is one.</summary>
    public static ZipEnd Find(WeightFileBytes file)
    {
        int tailLength = (int)Math.Min(file.Length, RecordSize + LongestComment);
        byte[] tail = file.ReadExactly(file.Length - tailLength, tailLength);
        for (int i = tailLength - RecordSize; i >= 0; i--)
        {
            if (LittleEndian.U32(tail, i) == 0x06054b50 && i + RecordSize + LittleEndian.U16(tail, i + 20) == tailLength)
            {
                return Read(file, tail, i, file.Length - tailLength + i);
            }
        }

        throw Failure.Malformed(
            string.Empty, "no end-of-central-directory record in a file of " + Printable.Number(file.Length) + " bytes", "a zip archive that ends in one");
    }

    private static ZipEnd Read(WeightFileBytes file, byte[] tail, int at, long recordStart)
    {
        uint disk = (uint)LittleEndian.U16(tail, at + 4);
        uint directoryDisk = (uint)LittleEndian.U16(tail, at + 6);
        ulong membersHere = (ulong)LittleEndian.U16(tail, at + 8);
        ulong members = (ulong)LittleEndian.U16(tail, at + 10);
        ulong size = LittleEndian.U32(tail, at + 12);
        ulong start = LittleEndian.U32(tail, at + 16);
        long end = recordStart;
        bool saturated = membersHere == 0xffff || members == 0xffff || size == 0xffffffff || start == 0xffffffff;
        byte[]? locator = recordStart >= LocatorSize ? file.ReadExactly(recordStart - LocatorSize, LocatorSize) : null;
        if (locator is not null && LittleEndian.U32(locator, 0) == 0x07064b50)
        {
            end = Zip64Start(locator, recordStart - LocatorSize);
            byte[] record = file.ReadExactly(end, Zip64RecordSize);
            if (LittleEndian.U32(record, 0) != 0x06064b50
                || LittleEndian.U64(record, 4) != (ulong)(recordStart - LocatorSize - end - 12))
            {
                throw Failure.Malformed(string.Empty, "other bytes at byte offset " + Printable.Number(end), "the zip64 end record that the locator points to");
            }

            disk = LittleEndian.U32(record, 16);
            directoryDisk = LittleEndian.U32(record, 20);
            CheckAgrees(members, 0xffff, LittleEndian.U64(record, 32), "number of members");
            CheckAgrees(size, 0xffffffff, LittleEndian.U64(record, 40), "size of the central directory");
            CheckAgrees(start, 0xffffffff, LittleEndian.U64(record, 48), "start of the central directory");
            membersHere = LittleEndian.U64(record, 24);
            members = LittleEndian.U64(record, 32);
            size = LittleEndian.U64(record, 40);
            start = LittleEndian.U64(record, 48);
        }
        else if (saturated && (size == 0xffffffff || start == 0xffffffff))
        {
            throw Failure.Malformed(string.Empty, "no zip64 locator before byte offset " + Printable.Number(recordStart), "one, as the end record refers to it");
        }

        if (disk != 0 || directoryDisk != 0 || membersHere != members)
        {
            throw Failure.Malformed(string.Empty, "one part of an archive in several", "an archive in one file");
        }

        if (start > (ulong)end || size != (ulong)end - start)
        {
            throw Failure.Malformed(
                string.Empty,
                "a central directory of " + Printable.Number(size) + " bytes at byte offset " + Printable.Number(start),
                "one that ends where the end record starts, at " + Printable.Number(end));
        }

        return new ZipEnd((long)start, end, members);
    }

    private static long Zip64Start(byte[] locator, long locatorStart)
    {
        ulong start = LittleEndian.U64(locator, 8);
        return locatorStart >= Zip64RecordSize && start <= (ulong)(locatorStart - Zip64RecordSize)
            ? (long)start
            : throw Failure.Malformed(
                string.Empty, "a zip64 end record at byte offset " + Printable.Number(start), "one before the locator at " + Printable.Number(locatorStart));
    }

    private static void CheckAgrees(ulong classic, ulong unused, ulong zip64, string what)
    {
        if (classic != unused && classic != zip64)
        {
            throw Failure.Malformed(
                string.Empty, "two values for the " + what + ", " + Printable.Number(classic) + " and " + Printable.Number(zip64), "the same in both end records");
        }
    }
}
