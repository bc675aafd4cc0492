using System.IO.Compression;
using System.Text;
using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Writing;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Export;

/// <summary>
/// Writes a matrix as a binsparse container in the npz form of the reference implementation: an entry <c>binsparse</c>, a string of no dimensions that holds the descriptor, and an entry for each array.
/// </summary>
public static class BinsparseWriter
{
    private static readonly DateTimeOffset s_epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the container. The same matrix gives the same bytes.</summary>
    /// <param name="stream">Takes the container.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="isInteger">Its values are int8.</param>
    public static void Write(Stream stream, CsrMatrix matrix, bool isInteger = false)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        string descriptor = Descriptor(matrix, isInteger);
        Add(archive, "binsparse.npy", Npy(FormattableString.Invariant($"<U{descriptor.Length}"), "()", Encoding.UTF32.GetBytes(descriptor)));
        Add(archive, "pointers_to_1.npy", Npy("<u4", matrix.RowStarts, BitConverter.GetBytes));
        Add(archive, "indices_1.npy", Npy("<u4", matrix.ColumnIndices, BitConverter.GetBytes));
        Add(archive, "values.npy", isInteger ? Npy("|i1", matrix.Values, value => [unchecked((byte)(sbyte)value)]) : Npy("<f4", matrix.Values, BitConverter.GetBytes));
    }

    /// <summary>The descriptor.</summary>
    public static string Descriptor(CsrMatrix matrix, bool isInteger = false)
    {
        JsonWriter json = new();
        json.BeginObject();
        json.String("version", "0.1");
        json.String("format", "CSR");
        json.Numbers("shape", [matrix.Rows, matrix.Columns]);
        json.Number("number_of_stored_values", matrix.NonZeros);
        json.BeginObject("data_types");
        json.String("pointers_to_1", "uint32");
        json.String("indices_1", "uint32");
        json.String("values", isInteger ? "int8" : "float32");
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
        using MemoryStream bytes = new();
        foreach (T value in values)
        {
            byte[] element = bytesOf(value);
            if (!BitConverter.IsLittleEndian)
            {
                Array.Reverse(element);
            }

            bytes.Write(element, 0, element.Length);
        }

        return Npy(type, FormattableString.Invariant($"({values.Length},)"), bytes.ToArray());
    }

    private static byte[] Npy(string type, string shape, byte[] data)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        int length = (((10 + header.Length + 1) + 63) / 64 * 64) - 10;
        using MemoryStream bytes = new();
        bytes.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)length, (byte)(length >> 8)], 0, 10);
        byte[] text = Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n");
        bytes.Write(text, 0, text.Length);
        bytes.Write(data, 0, data.Length);
        return bytes.ToArray();
    }
}
