using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace SparseCompile.Benchmarks.Weights;

/// <summary>The npy format, as far as weight files need it: little-endian float32 in row-major order.</summary>
internal static partial class NpyFormat
{
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Writes a version 1.0 file.</summary>
    public static byte[] Write(NpyArray array)
    {
        string shape = string.Join(", ", array.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}{(array.Shape.Length == 1 ? "," : "")}), }}";

        // The format asks for data on a 64-byte boundary, the header padded with blanks and closed by a line feed.
        int prefix = Magic.Length + 4;
        int padded = (prefix + header.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] file = new byte[padded + (array.Values.Length * sizeof(float))];
        Magic.CopyTo(file);
        file[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(Magic.Length + 2), (ushort)(padded - prefix));
        file.AsSpan(prefix, padded - prefix).Fill((byte)' ');
        Encoding.ASCII.GetBytes(header, file.AsSpan(prefix));
        file[padded - 1] = (byte)'\n';
        for (int i = 0; i < array.Values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(padded + (i * sizeof(float))), array.Values[i]);
        }

        return file;
    }

    /// <summary>Reads a file of version 1 to 3.</summary>
    public static NpyArray Read(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length < 12 || !file.StartsWith(Magic))
        {
            throw new InvalidDataException($"{name} is not an npy file.");
        }

        bool wide = file[Magic.Length] > 1;
        int start = Magic.Length + (wide ? 6 : 4);
        int length = wide ? BinaryPrimitives.ReadInt32LittleEndian(file[(Magic.Length + 2)..]) : BinaryPrimitives.ReadUInt16LittleEndian(file[(Magic.Length + 2)..]);
        string header = Encoding.UTF8.GetString(file.Slice(start, length));
        Match match = HeaderPattern().Match(header);
        if (!match.Success || !BitConverter.IsLittleEndian)
        {
            throw new InvalidDataException($"{name}: expected little-endian float32 in row-major order, found {header.Trim()}.");
        }

        int[] shape = [.. match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        float[] values = MemoryMarshal.Cast<byte, float>(file[(start + length)..]).ToArray();
        int expected = shape.Aggregate(1, (product, size) => checked(product * size));
        return values.Length == expected
            ? new NpyArray(shape, values)
            : throw new InvalidDataException($"{name}: {values.Length} elements for the shape ({string.Join(", ", shape)}).");
    }

    [GeneratedRegex("'descr': *'<f4'.*'fortran_order': *False.*'shape': *\\((?<shape>[0-9, ]*)\\)", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();
}
