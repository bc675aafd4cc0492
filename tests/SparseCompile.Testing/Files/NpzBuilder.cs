using System.IO.Compression;
using System.Text;

namespace SparseCompile.Testing;

/// <summary>Writes npz files of float32 tensors, stored, the same bytes on every machine.</summary>
public sealed class NpzBuilder
{
    private readonly List<(string Name, int[] Shape, float[] Values)> _tensors = [];

    /// <summary>Adds a tensor, row-major.</summary>
    public NpzBuilder Add(string name, int[] shape, params float[] values)
    {
        _tensors.Add((name, shape, values));
        return this;
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes()
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, int[] shape, float[] values) in _tensors)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream content = entry.Open();
                content.Write(Header(shape));
                foreach (float value in values)
                {
                    content.Write(BitConverter.GetBytes(value));
                }
            }
        }

        return stream.ToArray();
    }

    /// <summary>Writes the file into a folder.</summary>
    /// <returns>The file as an input of the generator; its logical name is <paramref name="name"/>.</returns>
    public WeightInput Write(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, ToBytes());
        return new WeightInput(path, name);
    }

    private static byte[] Header(int[] shape)
    {
        string extents = string.Join(", ", shape) + (shape.Length == 1 ? "," : "");
        string text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({extents}), }}";
        int length = (10 + text.Length + 1 + 63) / 64 * 64;
        text = text.PadRight(length - 11) + "\n";
        return [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. Encoding.ASCII.GetBytes(text)];
    }
}
