using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

/// <summary>The float32 and float16 arrays of an npz file.</summary>
public sealed class NumpyArchive
{
    private readonly Dictionary<string, float[]> arrays = [];

    private NumpyArchive()
    {
    }

    /// <summary>The names of the arrays, without <c>.npy</c>, in the order of the file.</summary>
    public IReadOnlyCollection<string> Names => arrays.Keys;

    /// <summary>The values of an array, flattened in row-major order.</summary>
    /// <param name="name">Such as <c>fc1.weight</c>.</param>
    /// <exception cref="InvalidDataException">There is no such array.</exception>
    public float[] this[string name] => arrays.TryGetValue(name, out float[]? values)
        ? values
        : throw new InvalidDataException($"found no array '{name}' among {string.Join(", ", arrays.Keys)}");

    /// <summary>Reads an archive that <c>numpy.savez</c> or <c>numpy.savez_compressed</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its arrays.</returns>
    /// <exception cref="InvalidDataException">A member is not a little-endian float32 or float16 array in row-major order.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static NumpyArchive Read(string path)
    {
        NumpyArchive archive = new();
        using ZipArchive zip = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream stream = entry.Open();
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            archive.arrays[Path.GetFileNameWithoutExtension(entry.FullName)] = Values(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), entry.FullName);
        }

        return archive;
    }

    private static float[] Values(ReadOnlySpan<byte> npy, string member)
    {
        // Magic, version 1.0, a 16-bit length, and a header in the syntax of a Python dictionary.
        if (npy.Length < 10 || npy[0] != 0x93 || !npy[1..8].SequenceEqual("NUMPY\u0001\0"u8))
        {
            throw new InvalidDataException($"found something else than a version 1.0 npy file in '{member}'");
        }

        int start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(npy[8..]);
        string header = start <= npy.Length ? Encoding.Latin1.GetString(npy[10..start]) : "";
        bool isHalf = header.Contains("'<f2'", StringComparison.Ordinal);
        int size = isHalf ? 2 : sizeof(float);
        if (!(isHalf || header.Contains("'<f4'", StringComparison.Ordinal)) || !header.Contains("'fortran_order': False", StringComparison.Ordinal)
            || (npy.Length - start) % size != 0)
        {
            throw new InvalidDataException($"found '{header.Trim()}' in '{member}'; expected little-endian float32 or float16 in row-major order");
        }

        float[] values = new float[(npy.Length - start) / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> bytes = npy[(start + (i * size))..];
            values[i] = isHalf ? (float)BinaryPrimitives.ReadHalfLittleEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes);
        }

        return values;
    }
}
