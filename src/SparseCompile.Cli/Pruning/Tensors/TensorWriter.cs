using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SparseCompile.Cli.Pruning.Tensors;

/// <summary>Writes tensors of float32 as npz or safetensors: the same bytes for the same tensors, whole or not at all.</summary>
internal static class TensorWriter
{
    /// <summary>Extensions of the formats.</summary>
    public static readonly string[] Extensions = [".npz", ".safetensors"];

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where; its extension decides the format.</param>
    /// <param name="tensors">The tensors.</param>
    public static void Write(string path, IReadOnlyList<DenseTensor> tensors) => WriteWhole(path, stream =>
    {
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
        {
            WriteNpz(stream, tensors);
        }
        else
        {
            WriteSafetensors(stream, tensors);
        }
    });

    /// <summary>Writes a file beside its place, then moves it there.</summary>
    public static void WriteWhole(string path, Action<Stream> write)
    {
        string temporary = path + ".tmp";
        try
        {
            using (FileStream stream = File.Create(temporary))
            {
                write(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void WriteNpz(Stream stream, IReadOnlyList<DenseTensor> tensors)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (DenseTensor tensor in tensors)
        {
            ZipArchiveEntry entry = archive.CreateEntry(tensor.Name + ".npy", CompressionLevel.Optimal);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream content = entry.Open();
            string extents = string.Join(", ", tensor.Shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture))) + (tensor.Shape.Length == 1 ? "," : "");
            string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({extents}), }}";
            header = header.PadRight(((10 + header.Length + 1 + 63) / 64 * 64) - 11) + "\n";
            content.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
            content.Write(Encoding.ASCII.GetBytes(header));
            WriteValues(content, tensor.Values);
        }
    }

    private static void WriteSafetensors(Stream stream, IReadOnlyList<DenseTensor> tensors)
    {
        using MemoryStream header = new();
        using (Utf8JsonWriter json = new(header))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach (DenseTensor tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WritePropertyName("shape");
                JsonSerializer.Serialize(json, tensor.Shape);
                json.WritePropertyName("data_offsets");
                JsonSerializer.Serialize(json, (long[])[offset, offset + (4L * tensor.Values.Length)]);
                json.WriteEndObject();
                offset += 4L * tensor.Values.Length;
            }

            json.WriteEndObject();
        }

        byte[] text = [.. header.ToArray(), .. Enumerable.Repeat((byte)' ', (int)(-header.Length & 7))];
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        stream.Write(length);
        stream.Write(text);
        foreach (DenseTensor tensor in tensors)
        {
            WriteValues(stream, tensor.Values);
        }
    }

    private static void WriteValues(Stream stream, float[] values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes<float>(values));
            return;
        }

        byte[] bytes = new byte[4];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
