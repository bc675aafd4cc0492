namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Decodes a binary array, chunk by chunk, to its non-zeros.</summary>
internal static class DenseReader
{
    private const int ChunkSize = 1 << 16;

    /// <summary>Reads the values that follow in <paramref name="data"/>.</summary>
    /// <param name="data">Stands at the first element.</param>
    /// <param name="entry">What they are; its type is one that is taken.</param>
    /// <param name="type">The entry's type.</param>
    /// <returns>The tensor, positions ascending.</returns>
    public static Tensor Read(Stream data, TensorEntry entry, ElementType type)
    {
        TensorInfo info = entry.Info;
        Shapes.RequireIndexable(info);
        if (!Shapes.TryCount(info.Shape, out long count))
        {
            throw Failure.Malformed(info.Name, "the shape " + Printable.List(info.Shape), "a number of elements below 2^63");
        }

        int size = ElementDecoder.SizeOf(type);
        byte[] chunk = new byte[ChunkSize];
        var nonZeros = new NonZeroList(info);
        FortranCursor? cursor = entry.FortranOrder && info.Shape.Count > 1 ? new FortranCursor(info.Shape) : null;
        for (long index = 0; index < count;)
        {
            int elements = (int)Math.Min(ChunkSize / size, count - index);
            if (StreamBytes.Fill(data, chunk, elements * size) < elements * size)
            {
                throw Failure.Malformed(info.Name, "values that end before element " + Printable.Number(count), Printable.Number(count) + " elements");
            }

            for (int i = 0; i < elements; i++)
            {
                long position = cursor?.Position ?? index + i;
                ulong raw = ElementDecoder.Load(chunk, i * size, size, entry.BigEndian);
                if (!ElementDecoder.TryConvert(raw, type, out float value))
                {
                    throw Inexact(info, raw, type, position);
                }

                nonZeros.Add(position, value);
                cursor?.Advance();
            }

            index += elements;
        }

        return nonZeros.ToTensor(alreadyAscending: cursor is null);
    }

    private static WeightFileException Inexact(TensorInfo info, ulong raw, ElementType type, long position)
    {
        bool signed = type is ElementType.Int32 or ElementType.Int64;
        string number = signed ? Printable.Number(ElementDecoder.SignExtend(raw, type)) : Printable.Number(raw);
        return Failure.Of(
            WeightFileErrorKind.Inexact,
            info.Name,
            "the integer " + number + " at index " + Shapes.IndexText(info.Shape, position),
            "integers that float32 holds exactly (24 significant bits)");
    }
}
