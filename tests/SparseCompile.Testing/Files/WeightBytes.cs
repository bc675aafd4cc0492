using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SparseCompile.Testing;

/// <summary>Makes the bytes of small weight files, right or wrong as told.</summary>
public static class WeightBytes
{
    /// <summary>A safetensors file with the given header.</summary>
    public static byte[] Safetensors(string header, params byte[] data) => Safetensors(Encoding.UTF8.GetBytes(header), data);

    /// <summary>A safetensors file with the given bytes as its header.</summary>
    public static byte[] Safetensors(byte[] header, params byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>An npy file with the given dictionary text.</summary>
    public static byte[] Npy(string header, byte[] data, byte version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[version == 1 ? 2 : 4];
        length[0] = (byte)text.Length;
        length[1] = (byte)(text.Length >> 8);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }

    /// <summary>An npy file of the given type and shape, as Python writes them.</summary>
    public static byte[] Npy(string descr, string shape, byte[] data, bool fortran = false, byte version = 1) =>
        Npy("{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }  \n", data, version);

    /// <summary>Little-endian float32 values.</summary>
    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>An archive.</summary>
    public static byte[] Npz(CompressionLevel level, params (string Name, byte[] Content)[] members)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in members)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name, level);

                // The same bytes on every run: damage with a fixed seed is to be the same damage.
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The only place where a sequence of bytes occurs last.</summary>
    public static int LastIndexOf(byte[] bytes, params byte[] sequence) => bytes.AsSpan().LastIndexOf(sequence);

    /// <summary>A copy with some bytes replaced.</summary>
    public static byte[] With(byte[] bytes, int offset, params byte[] replacement)
    {
        byte[] copy = [.. bytes];
        replacement.CopyTo(copy, offset);
        return copy;
    }
}
