using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Safetensors;

/// <summary>Reads safetensors files: eight bytes of header length, a JSON header, the values.</summary>
/// <remarks>
/// Accepts what the reference implementation accepts, with one exception: a name that is there twice, which the format's
/// description forbids and the reference implementation silently resolves, is an error.
/// </remarks>
internal static class SafetensorsReader
{
    private const ulong LongestHeader = 100_000_000;
    private const int LengthSize = 8;

    /// <summary>Reads and checks the header.</summary>
    public static WeightTable ReadTable(WeightFileBytes file)
    {
        if (file.Length < LengthSize)
        {
            throw Failure.Malformed(string.Empty, "a file of " + Printable.Number(file.Length) + " bytes", "at least the 8 bytes of the header length");
        }

        ulong length = LittleEndian.U64(file.ReadExactly(0, LengthSize), 0);
        if (length > LongestHeader)
        {
            throw Failure.Malformed(string.Empty, "a header length of " + Printable.Number(length) + " at byte offset 0", "at most 100000000");
        }

        long bufferLength = file.Length - LengthSize - (long)length;
        if (bufferLength < 0)
        {
            throw Failure.Malformed(
                string.Empty, "a header length of " + Printable.Number(length) + " at byte offset 0", "at most " + Printable.Number(file.Length - LengthSize) + ", the rest of the file");
        }

        SafetensorsHeader header = SafetensorsHeader.Parse(file.ReadExactly(LengthSize, (int)length), LengthSize);
        SafetensorsLayout.Check(header.Tensors, bufferLength);
        long dataStart = LengthSize + (long)length;
        Dictionary<string, WeightFileError> damaged = new(StringComparer.Ordinal);
        foreach (SafetensorsTensor tensor in header.Tensors)
        {
            if (SafetensorsLayout.Fault(tensor) is { } fault)
            {
                damaged[tensor.Info.Name] = fault;
            }
        }

        TensorEntry[] entries = [.. header.Tensors.Where(tensor => !damaged.ContainsKey(tensor.Info.Name)).Select(tensor => new TensorEntry(tensor.Info)
        {
            Type = SafetensorsDataType.Of(tensor.Info.DataType)?.Type,
            Start = dataStart + tensor.Begin,
        })];
        return new WeightTable(entries, header.Metadata.ToEquatableArray()) { Damaged = damaged };
    }

    /// <summary>Reads one tensor.</summary>
    public static Tensor ReadTensor(WeightFileBytes file, TensorEntry entry)
    {
        ElementType type = entry.Type ?? throw Failure.UnsupportedType(entry.Info, SafetensorsDataType.Supported);
        return DenseReader.Read(new TensorValues(file, entry), type);
    }
}
