using System.IO.Compression;
using System.Text;

namespace SparseCompile.Cli.Conversion.Writers;

/// <summary>Writes NumPy archives: compressed, float32, the same bytes for the same tensors.</summary>
internal static class NpzWriter
{
    private const int Alignment = 64;

    /// <summary>Zip's first day: times of files would differ from run to run.</summary>
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes an archive.</summary>
    public static void Write(Stream stream, IReadOnlyList<StoredTensor> tensors)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (StoredTensor tensor in tensors)
        {
            ZipArchiveEntry entry = archive.CreateEntry(tensor.Name + ".npy", CompressionLevel.Optimal);
            entry.LastWriteTime = s_time;
            using Stream member = entry.Open();
            member.Write(Header(tensor.Shape));
            tensor.WriteDense(member);
        }
    }

    private static byte[] Header(IReadOnlyList<long> shape)
    {
        string extents = string.Join(", ", shape) + (shape.Count == 1 ? "," : "");
        string text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({extents}), }}";
        const int Prefix = 10;
        int length = (Prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        text = text.PadRight(length - Prefix - 1) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. Encoding.ASCII.GetBytes(text)];
    }
}
