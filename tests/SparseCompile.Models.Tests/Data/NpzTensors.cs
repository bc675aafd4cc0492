using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace SparseCompile.Models.Tests.Data;

/// <summary>A second reader of npz, for references: little-endian floats in C order and nothing else. What the compiler reads is not checked with its own reader.</summary>
internal static partial class NpzTensors
{
    /// <summary>All tensors of a file.</summary>
    public static Dictionary<string, DenseTensor> Read(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return archive.Entries.ToDictionary(static entry => entry.FullName[..^".npy".Length], Read);
    }

    private static DenseTensor Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        ReadOnlySpan<byte> bytes = copy.ToArray();
        int start = 10 + BitConverter.ToUInt16(bytes[8..]);
        Match header = Header().Match(Encoding.ASCII.GetString(bytes[10..start]));
        if (bytes[6] != 1 || !header.Success)
        {
            throw new InvalidDataException($"{entry.FullName} is not of the kind this reader knows.");
        }

        int[] shape = [.. header.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(int.Parse)];
        double[] values = header.Groups[1].Value == "8"
            ? MemoryMarshal.Cast<byte, double>(bytes[start..]).ToArray()
            : Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes[start..]).ToArray(), static value => (double)value);
        return new DenseTensor(shape, values);
    }

    [GeneratedRegex(@"'descr': '<f([48])', 'fortran_order': False, 'shape': \(([0-9, ]*)\)")]
    private static partial Regex Header();
}
