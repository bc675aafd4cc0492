using System.IO.Compression;

namespace SparseCompile.Benchmarks.Weights;

/// <summary>Writes npz files whose bytes depend on nothing but their contents.</summary>
internal static class NpzWriter
{
    /// <summary>Writes the arrays, deflated, in the order given.</summary>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays)
    {
        using FileStream file = File.Create(path);
        using ZipArchive archive = new(file, ZipArchiveMode.Create);
        foreach ((string name, NpyArray array) in arrays)
        {
            ZipArchiveEntry entry = archive.CreateEntry(name + ".npy", CompressionLevel.SmallestSize);

            // The earliest time a zip can hold: without it every run would change the committed file.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream stream = entry.Open();
            stream.Write(NpyFormat.Write(array));
        }
    }
}
