using System.IO.Compression;
using System.Text;
using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Writing;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Export;

/// <summary>Writes a matrix as a binsparse container: a zip archive with the descriptor, <c>binsparse.json</c>, and an npy file for each array, which NumPy reads as an npz.</summary>
public static class BinsparseWriter
{
    private static readonly DateTimeOffset s_epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the container. The same matrix gives the same bytes.</summary>
    public static void Write(Stream stream, CsrMatrix matrix)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "binsparse.json", Encoding.ASCII.GetBytes(Descriptor(matrix)));
        Add(archive, "pointers_to_1.npy", Npy("<u4", matrix.RowStarts, BitConverter.GetBytes));
        Add(archive, "indices_1.npy", Npy("<u4", matrix.ColumnIndices, BitConverter.GetBytes));
        Add(archive, "values.npy", Npy("<f4", matrix.Values, BitConverter.GetBytes));
    }

    /// <summary>The descriptor.</summary>
    public static string Descriptor(CsrMatrix matrix)
    {
        JsonWriter json = new();
        json.BeginObject();
        json.BeginObject("binsparse");
        json.String("version", "0.1");
        json.String("format", "CSR");
        json.Numbers("shape", [matrix.Rows, matrix.Columns]);
        json.Number("number_of_stored_values", matrix.NonZeros);
        json.BeginObject("data_types");
        json.String("pointers_to_1", "uint32");
        json.String("indices_1", "uint32");
        json.String("values", "float32");
        json.EndObject();
        json.EndObject();
        json.EndObject();
        return json.ToString();
    }

    private static void Add(ZipArchive archive, string name, byte[] bytes)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = s_epoch;
        using Stream content = entry.Open();
        content.Write(bytes, 0, bytes.Length);
    }

    private static byte[] Npy<T>(string type, T[] values, Func<T, byte[]> bytesOf)
    {
        string header = FormattableString.Invariant($"{{'descr': '{type}', 'fortran_order': False, 'shape': ({values.Length},), }}");
        int length = (((10 + header.Length + 1) + 63) / 64 * 64) - 10;
        using MemoryStream bytes = new();
        bytes.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)length, (byte)(length >> 8)], 0, 10);
        byte[] text = Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n");
        bytes.Write(text, 0, text.Length);
        foreach (T value in values)
        {
            byte[] element = bytesOf(value);
            if (!BitConverter.IsLittleEndian)
            {
                Array.Reverse(element);
            }

            bytes.Write(element, 0, element.Length);
        }

        return bytes.ToArray();
    }
}
