using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Tensors.Formats.Npz;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npy;

/// <summary>Reads npy files: a header and one array.</summary>
internal static class NpyReader
{
    /// <summary>Reads the header and checks the file's length.</summary>
    public static WeightTable ReadTable(WeightFileBytes file, string tensorName)
    {
        TensorEntry entry = ReadEntry(new SectionStream(file, 0, file.Length), tensorName, file.Length, null);
        return new WeightTable([entry], default);
    }

    /// <summary>Reads the array.</summary>
    public static Tensor ReadTensor(WeightFileBytes file, TensorEntry entry)
    {
        ElementType type = entry.Type ?? throw Failure.UnsupportedType(entry.Info, NpyDataType.Supported);
        return DenseReader.Read(new TensorValues(file, entry), type);
    }

    /// <summary>Reads the header of an npy file or archive member and checks that the rest is as long as it says.</summary>
    /// <param name="stream">Stands at the signature.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="length">Bytes of the file or, inflated, of the member.</param>
    /// <param name="member">The archive member, if it is one.</param>
    public static TensorEntry ReadEntry(Stream stream, string name, long length, ZipMember? member)
    {
        NpyHeader header = NpyHeaderReader.Read(stream, name);
        var info = new TensorInfo(name, header.DataType.Text, header.Shape.ToEquatableArray());
        long size = header.DataType.Size;
        if (!Shapes.TryCount(header.Shape, out long count) || (size != 0 && count > long.MaxValue / size))
        {
            throw Failure.Malformed(name, "the shape " + Printable.List(header.Shape), "a size in bytes below 2^63");
        }

        // Bytes left over would mean that the header describes something else than what is there. Objects are pickled: no length is known.
        if (size != 0 && length - header.Length != count * size)
        {
            throw Failure.Malformed(
                name,
                Printable.Number(length - header.Length) + " bytes of values from byte offset " + Printable.Number(header.Length),
                Printable.Number(count * size) + " bytes for " + Printable.Quote(info.DataType) + " " + Printable.List(header.Shape));
        }

        return new TensorEntry(info)
        {
            Type = header.DataType.Type,
            BigEndian = header.DataType.BigEndian,
            FortranOrder = header.FortranOrder,
            Start = header.Length,
            Member = member,
        };
    }
}
