using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Safetensors;

/// <summary>Checks that the tensors fill the buffer after the header exactly: no hole, no overlap. Whether one has the right size is a matter of that tensor.</summary>
internal static class SafetensorsLayout
{
    /// <summary>Checks all tensors.</summary>
    /// <param name="tensors">The header's tensors.</param>
    /// <param name="bufferLength">Bytes after the header.</param>
    public static void Check(IReadOnlyList<SafetensorsTensor> tensors, long bufferLength)
    {
        long end = 0;
        string last = string.Empty;
        foreach (SafetensorsTensor tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            string name = tensor.Info.Name;
            string offsets = Offsets(tensor);
            if (tensor.End < tensor.Begin)
            {
                throw Failure.Malformed(name, offsets, "a begin that is not after the end");
            }

            if (tensor.Begin != end)
            {
                throw Failure.Malformed(
                    name,
                    offsets,
                    "begin " + Printable.Number(end) + (last.Length == 0 ? string.Empty : ", where tensor " + Printable.Quote(last) + " ends") + ": neither hole nor overlap");
            }

            end = tensor.End;
            last = name;
        }

        if (end != bufferLength)
        {
            throw Failure.Malformed(
                end > bufferLength ? last : string.Empty,
                Printable.Number(bufferLength) + " bytes after the header",
                Printable.Number(end) + " bytes, where the last tensor ends");
        }
    }

    /// <summary>What is wrong with one tensor: a type that the format does not know, or a size that does not follow from type and shape. Null for nothing.</summary>
    public static WeightFileError? Fault(SafetensorsTensor tensor)
    {
        try
        {
            CheckSize(tensor);
            return null;
        }
        catch (WeightFileException exception)
        {
            return exception.Error;
        }
    }

    private static void CheckSize(SafetensorsTensor tensor)
    {
        TensorInfo info = tensor.Info;
        SafetensorsDataType type = SafetensorsDataType.Of(info.DataType)
            ?? throw Failure.Malformed(info.Name, "the dtype " + Printable.Quote(info.DataType), "a dtype of the safetensors format, such as F32");
        if (!Shapes.TryCount(info.Shape, out long count) || count > long.MaxValue / type.Bits)
        {
            throw Failure.Malformed(info.Name, "the shape " + Printable.List(info.Shape), "a size in bits below 2^63");
        }

        long bits = count * type.Bits;
        if (bits % 8 != 0 || bits / 8 != tensor.End - tensor.Begin)
        {
            throw Failure.Malformed(
                info.Name,
                Offsets(tensor),
                "a range of " + (bits % 8 == 0 ? Printable.Number(bits / 8) + " bytes" : Printable.Number(bits) + " bits, and whole bytes")
                    + " for " + info.DataType + " " + Printable.List(info.Shape));
        }
    }

    private static string Offsets(SafetensorsTensor tensor) => "data_offsets " + Printable.List([tensor.Begin, tensor.End]);
}
