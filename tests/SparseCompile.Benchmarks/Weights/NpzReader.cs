using System.IO.Compression;

namespace SparseCompile.Benchmarks.Weights;

/// <summary>Reads npz files: zip archives of npy files.</summary>
/// <remarks>Deliberately not the compiler's own reader: a mistake in that one would otherwise reach the reference as well, and agree with itself.</remarks>
internal static class NpzReader
{
    private const string Extension = ".npy";

    /// <summary>All arrays, by name without the extension.</summary>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path)
    {
        Dictionary<string, NpyArray> arrays = new(StringComparer.Ordinal);
        using ZipArchive archive = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal)))
        {
            using Stream stream = entry.Open();
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            arrays.Add(entry.FullName[..^Extension.Length], NpyFormat.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), entry.FullName));
        }

        return arrays;
    }
}
