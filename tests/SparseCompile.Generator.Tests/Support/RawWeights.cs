using System.Buffers.Binary;
using System.Text;

namespace SparseCompile.Generator.Tests.Support;

/// <summary>Bytes of small weight files, right or wrong as told.</summary>
internal static class RawWeights
{
    /// <summary>A safetensors file with this JSON header.</summary>
    public static byte[] Safetensors(string header, params byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }

    /// <summary>A safetensors file with one float32 matrix.</summary>
    public static byte[] SafetensorsMatrix(string name, int rows, int columns, params float[] values) =>
        Safetensors($$$"""{"{{{name}}}":{"dtype":"F32","shape":[{{{rows}}},{{{columns}}}],"data_offsets":[0,{{{4 * values.Length}}}]}}""", Floats(values));

    /// <summary>An npy file.</summary>
    /// <param name="descr">NumPy's name of the element type, such as <c>&lt;f4</c>.</param>
    /// <param name="shape">The shape as Python writes it.</param>
    /// <param name="data">The elements.</param>
    public static byte[] Npy(string descr, string shape, params byte[] data)
    {
        string header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data];
    }

    /// <summary>Little-endian float32.</summary>
    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>A text file.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
