namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Decodes a binary array, chunk by chunk, to its non-zeros.</summary>
internal static class DenseReader
{
    private const int ChunkSize = 1 << 16;

    /// <summary>Arrays of more elements are read twice, so that exactly what is kept is allocated; growing lists take three times as much.</summary>
    private const long CountedFrom = 1 << 20;

    /// <summary>Reads a tensor.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="type">Their type, one that is taken.</param>
    /// <returns>The tensor, positions ascending.</returns>
    public static Tensor Read(TensorValues values, ElementType type)
    {
        TensorEntry entry = values.Entry;
        TensorInfo info = entry.Info;
        Shapes.RequireIndexable(info);
        if (!Shapes.TryCount(info.Shape, out long count))
        {
            throw Failure.Malformed(info.Name, "the shape " + Printable.List(info.Shape), "a number of elements below 2^63");
        }

        long kept = count < CountedFrom ? 0 : values.Read(stream =>
        {
            long nonZeros = 0;
            Walk(stream, entry, type, count, (_, value) => nonZeros += value == 0f ? 0 : 1);
            return nonZeros;
        });
        FortranCursor? cursor = entry.FortranOrder && info.Shape.Count > 1 ? new FortranCursor(info.Shape) : null;
        var list = new NonZeroList(info, kept);
        values.Read(stream =>
        {
            Walk(stream, entry, type, count, (index, value) =>
            {
                list.Add(cursor?.Position ?? index, value);
                cursor?.Advance();
            });
            return true;
        });
        return list.ToTensor(alreadyAscending: cursor is null);
    }

    private static void Walk(Stream data, TensorEntry entry, ElementType type, long count, Action<long, float> take)
    {
        int size = ElementDecoder.SizeOf(type);
        byte[] chunk = new byte[(int)Math.Min(ChunkSize, Math.Max(1, count) * size)];
        for (long index = 0; index < count;)
        {
            int elements = (int)Math.Min(chunk.Length / size, count - index);
            if (StreamBytes.Fill(data, chunk, elements * size) < elements * size)
            {
                throw Failure.Malformed(entry.Info.Name, "values that end before element " + Printable.Number(count), Printable.Number(count) + " elements");
            }

            for (int i = 0; i < elements; i++)
            {
                ulong raw = ElementDecoder.Load(chunk, i * size, size, entry.BigEndian);
                if (!ElementDecoder.TryConvert(raw, type, out float value))
                {
                    throw OutOfRange(entry, raw, index + i);
                }

                take(index + i, value);
            }

            index += elements;
        }
    }

    /// <summary>Only float64 reaches beyond float32.</summary>
    private static WeightFileException OutOfRange(TensorEntry entry, ulong raw, long index)
    {
        long position = index;
        if (entry.FortranOrder)
        {
            // Rare enough to walk there.
            var cursor = new FortranCursor(entry.Info.Shape);
            for (long i = 0; i < index; i++)
            {
                cursor.Advance();
            }

            position = cursor.Position;
        }

        return Failure.OutOfRange(
            entry.Info.Name, BitConverter.Int64BitsToDouble(unchecked((long)raw)), "at index " + Shapes.IndexText(entry.Info.Shape, position));
    }
}
