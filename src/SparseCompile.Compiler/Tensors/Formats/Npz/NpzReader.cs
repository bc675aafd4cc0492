using SparseCompile.Compiler.Tensors.Formats.Npy;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npz;

/// <summary>Reads npz files: zip archives whose members <c>name.npy</c> are the tensors. Other members are passed over.</summary>
internal static class NpzReader
{
    private const string Extension = ".npy";

    /// <summary>Reads the directory and the header of each npy member. What is wrong with one member is told when that member is asked for.</summary>
    public static WeightTable ReadTable(WeightFileBytes file)
    {
        var entries = new List<TensorEntry>();
        var damaged = new Dictionary<string, WeightFileError>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        List<ZipMember> members = ZipDirectory.Read(file);
        foreach (ZipMember member in members)
        {
            // What macOS adds to archives has the names of the members, and is none of them.
            if (!member.Name.EndsWith(Extension, StringComparison.Ordinal) || member.Name.StartsWith("__MACOSX/", StringComparison.Ordinal))
            {
                continue;
            }

            string name = member.Name.Substring(0, member.Name.Length - Extension.Length);
            if (!names.Add(name))
            {
                damaged[name] = Failure.Malformed(name, "two members of this name", "each name once").Error;
                continue;
            }

            try
            {
                entries.Add(ReadEntry(file, member, name));
            }
            catch (Exception exception) when (exception is WeightFileException { Error.Kind: not WeightFileErrorKind.Unreadable } or InvalidDataException)
            {
                damaged[name] = Failure.Describe(exception, name);
            }
        }

        entries.RemoveAll(entry => damaged.ContainsKey(entry.Info.Name));
        bool hasOthers = entries.Count == 0 && damaged.Count == 0 && members.Count > 0;
        return new WeightTable(entries, default) { Damaged = damaged, Others = hasOthers ? [.. members.Select(member => member.Name)] : null };
    }

    private static TensorEntry ReadEntry(WeightFileBytes file, ZipMember member, string name)
    {
        if (member.Fault is { } fault)
        {
            throw new WeightFileException(fault);
        }

        if (name.Length == 0 || name.IndexOf('\0') >= 0)
        {
            throw Failure.Malformed(member.Name, "the member name " + Printable.Quote(member.Name), "a name before .npy, without NUL");
        }

        CheckMethod(member);
        using var stream = new MemberStream(file, member);
        return NpyReader.ReadEntry(stream, name, member.Size, member);
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
                WeightFileErrorKind.UnsupportedDataType,
                member.Name,
                "compression method " + Printable.Number(member.Method) + Method(member.Method),
                "0 (stored) or 8 (deflated), as numpy.savez and numpy.savez_compressed write");
        }

        if (member.Method == 0 && member.Size != member.CompressedSize)
        {
            throw Failure.Malformed(
                member.Name,
                "a stored member of " + Printable.Number(member.CompressedSize) + " bytes",
                Printable.Number(member.Size) + " bytes, its inflated size");
        }
    }

    private static string Method(int method) => method switch
    {
        9 => " (Deflate64)",
        12 => " (bzip2)",
        14 => " (LZMA)",
        93 or 20 => " (Zstandard)",
        95 => " (xz)",
        _ => "",
    };
}
