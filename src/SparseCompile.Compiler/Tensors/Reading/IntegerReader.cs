using System.Globalization;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Reads arrays that are no weights: positions, shapes, bit masks and words.</summary>
internal static class IntegerReader
{
    /// <summary>Elements at most: positions of more non-zeros than a model can have.</summary>
    private const long Most = 1 << 26;

    /// <summary>Every integer of a tensor in C order.</summary>
    public static long[] Read(TensorValues values)
    {
        TensorEntry entry = values.Entry;
        ElementType type = entry.Type is { } known && IsInteger(known)
            ? known
            : throw Failure.UnsupportedType(entry.Info, "integers, as this tensor holds positions");
        if (!Shapes.TryCount(entry.Info.Shape, out long count) || count > Most)
        {
            throw Failure.Of(WeightFileErrorKind.TooLarge, entry.Info.Name, "the shape " + Printable.List(entry.Info.Shape), "at most 67108864 positions");
        }

        FortranCursor? cursor = entry.FortranOrder && entry.Info.Shape.Count > 1 ? new FortranCursor(entry.Info.Shape) : null;
        int size = ElementDecoder.SizeOf(type);
        return values.Read(stream =>
        {
            long[] integers = new long[count];
            byte[] chunk = new byte[1 << 15];
            for (int done = 0; done < count;)
            {
                int elements = (int)Math.Min(chunk.Length / size, count - done);
                if (StreamBytes.Fill(stream, chunk, elements * size) < elements * size)
                {
                    throw Failure.Malformed(entry.Info.Name, "values that end before element " + Printable.Number(count), Printable.Number(count) + " elements");
                }

                for (int i = 0; i < elements; i++, done++)
                {
                    ulong raw = ElementDecoder.Load(chunk, i * size, size, entry.BigEndian);
                    bool signed = type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64;
                    integers[cursor?.Position ?? done] = signed ? ElementDecoder.SignExtend(raw, type) : raw <= long.MaxValue ? (long)raw : long.MaxValue;
                    cursor?.Advance();
                }
            }

            return integers;
        });
    }

    /// <summary>The characters of a word of up to 64 bytes, as NumPy saves it; empty for anything else.</summary>
    public static string ReadWord(TensorValues values)
    {
        TensorInfo info = values.Entry.Info;
        if (info.DataType.Length < 3 || info.DataType[1] is not ('S' or 'U') || !int.TryParse(info.DataType.Substring(2), NumberStyles.None, CultureInfo.InvariantCulture, out int characters)
            || !Shapes.TryCount(info.Shape, out long count) || count != 1)
        {
            return string.Empty;
        }

        int width = info.DataType[1] == 'U' ? 4 : 1;
        byte[] bytes = new byte[Math.Min(64, characters) * width];
        return values.Read(stream =>
        {
            var word = new System.Text.StringBuilder();
            int read = StreamBytes.Fill(stream, bytes, bytes.Length);
            for (int i = 0; i < read; i += width)
            {
                // Text of four bytes a character may have its highest byte first: the one that is not zero counts.
                int c = 0;
                for (int k = i; k < Math.Min(read, i + width); k++)
                {
                    c |= bytes[k];
                }

                if (c != 0)
                {
                    word.Append((char)c);
                }
            }

            while (characters > 64 && stream.Read(bytes, 0, bytes.Length) > 0)
            {
            }

            return word.ToString();
        });
    }

    private static bool IsInteger(ElementType type) =>
        type is not (ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64);
}
