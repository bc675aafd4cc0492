using SparseCompile.Compiler.Tensors.Formats.Npy;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npz;

/// <summary>Reads npz files: zip archives whose members <c>name.npy</c> are the tensors. Other members are passed over.</summary>
internal static class NpzReader
{
    private const string Extension = ".npy";

    /// <summary>Reads the directory and the header of each npy member.</summary>
    public static WeightTable ReadTable(WeightFileBytes file)
    {
        var entries = new List<TensorEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (ZipMember member in ZipDirectory.Read(file))
        {
            if (!member.Name.EndsWith(Extension, StringComparison.Ordinal))
            {
                continue;
            }

            string name = member.Name.Substring(0, member.Name.Length - Extension.Length);
            if (name.Length == 0 || name.IndexOf('\0') >= 0)
            {
                throw Failure.Malformed(member.Name, "the member name " + Printable.Quote(member.Name), "a name before .npy, without NUL");
            }

            if (!names.Add(name))
            {
                throw Failure.Malformed(name, "two members of this name", "each name once");
            }

            CheckMethod(member);
            using var stream = new MemberStream(file, member);
            entries.Add(NpyReader.ReadEntry(stream, name, member.Size, member));
        }

        return new WeightTable(entries, default);
    }

    /// <summary>Reads one array, and its member to the end for the CRC.</summary>
    public static Tensor ReadTensor(WeightFileBytes file, TensorEntry entry)
    {
        ElementType type = entry.Type ?? throw Failure.UnsupportedType(entry.Info, NpyDataType.Supported);
        return DenseReader.Read(new TensorValues(file, entry), type);
    }

    private static void CheckMethod(ZipMember member)
    {
        if ((member.Flags & 1) != 0)
        {
            throw Failure.Of(WeightFileErrorKind.UnsupportedDataType, member.Name, "an encrypted member", "a member that is not encrypted");
        }

        if (member.Method is not (0 or 8))
        {
            throw Failure.Of(
                WeightFileErrorKind.UnsupportedDataType, member.Name, "compression method " + Printable.Number(member.Method), "0 (stored) or 8 (deflated)");
        }

        if (member.Method == 0 && member.Size != member.CompressedSize)
        {
            throw Failure.Malformed(
                member.Name,
                "a stored member of " + Printable.Number(member.CompressedSize) + " bytes",
                Printable.Number(member.Size) + " bytes, its inflated size");
        }
    }
}
