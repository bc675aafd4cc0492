using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

/// <summary>Decodes the values of a tensor, from the first to the last.</summary>
/// <param name="file">The file of the model.</param>
/// <param name="open">Opens a file of external data by its location; the caller closes it.</param>
internal sealed class TensorDecoder(WeightFileBytes file, Func<string, WeightFileBytes> open)
{
    private const int ChunkSize = 1 << 15;

    /// <summary>Elements of a tensor that is read whole.</summary>
    private const int MostDense = 1 << 26;

    /// <summary>Calls a function with each value of a tensor that is not sparse. Integers beyond 2^53 are rounded.</summary>
    public void Decode(OnnxTensor tensor, Action<long, double> take)
    {
        if (tensor.Fault is { } fault)
        {
            throw new WeightFileException(fault);
        }

        if (!tensor.IsNumeric)
        {
            throw Failure.Of(WeightFileErrorKind.UnsupportedDataType, tensor.Name, "elements of type " + OnnxElementTypes.NameOf(tensor.Type), "numbers");
        }

        Shapes.TryCount(tensor.Shape, out long count);
        if (count == 0)
        {
            return;
        }

        if (tensor.External is { } external)
        {
            long bytes = ((count * OnnxElementTypes.BitsOf(tensor.Type)) + 7) / 8;
            using WeightFileBytes other = open(external.Location);
            if (external.Offset > other.Length || bytes > other.Length - external.Offset)
            {
                throw Failure.Malformed(
                    tensor.Name,
                    "external data in " + Printable.Quote(external.Location) + " from byte " + Printable.Number(external.Offset) + " of " + Printable.Number(other.Length),
                    Printable.Number(bytes) + " bytes there");
            }

            DecodeBytes(tensor, other, external.Offset, count, take);
        }
        else if (tensor.RawStart >= 0)
        {
            DecodeBytes(tensor, file, tensor.RawStart, count, take);
        }
        else
        {
            DecodeTyped(tensor, count, take);
        }
    }

    /// <summary>The non-zeros of a tensor, sparse or not, as float32.</summary>
    public Tensor ReadNonZeros(OnnxTensor tensor)
    {
        TensorInfo info = new(tensor.Name, OnnxElementTypes.NameOf(tensor.Type), tensor.Shape);
        Shapes.RequireIndexable(info);
        if (tensor.IsSparse)
        {
            return new SparseDecoder(this).Read(tensor, info);
        }

        long nonZeros = 0;
        Decode(tensor, (_, value) => nonZeros += value == 0 ? 0 : 1);
        var list = new NonZeroList(info, nonZeros);
        Decode(tensor, (index, value) => list.Add(index, ToFloat(value, info, index)));
        return list.ToTensor(alreadyAscending: true);
    }

    /// <summary>Every value, in C order; of a sparse tensor, the zeros too.</summary>
    public double[] ReadDense(OnnxTensor tensor)
    {
        if (!Shapes.TryCount(tensor.Shape, out long count) || count > MostDense)
        {
            throw Failure.Of(WeightFileErrorKind.TooLarge, tensor.Name, "the shape " + Printable.List(tensor.Shape), "at most " + Printable.Number(MostDense) + " elements where all of them are needed");
        }

        if (tensor.IsSparse)
        {
            Tensor nonZeros = ReadNonZeros(tensor);
            double[] all = new double[count];
            for (int i = 0; i < nonZeros.Positions.Length; i++)
            {
                all[nonZeros.Positions[i]] = nonZeros.Values[i];
            }

            return all;
        }

        // Raw data is known to be as long as the shape says; of other data, nothing is allocated before it is there.
        List<double> values = new(tensor.RawStart < 0 ? 0 : (int)count);
        Decode(tensor, (_, value) => values.Add(value));
        return [.. values];
    }

    /// <summary>Every value of a tensor of integers.</summary>
    public long[] ReadIntegers(OnnxTensor tensor) => OnnxElementTypes.IsInteger(tensor.Type)
        ? Array.ConvertAll(ReadDense(tensor), static value => (long)value)
        : throw Failure.UnsupportedType(new TensorInfo(tensor.Name, OnnxElementTypes.NameOf(tensor.Type), tensor.Shape), "integers, as this tensor holds positions");

    /// <summary>The float32 nearest to a value.</summary>
    public static float ToFloat(double value, TensorInfo info, long index)
    {
        float nearest = (float)value;
        return !float.IsInfinity(nearest) || double.IsInfinity(value) ? nearest : throw Failure.OutOfRange(info.Name, value, "at index " + Shapes.IndexText(info.Shape, index));
    }

    private static void DecodeBytes(OnnxTensor tensor, WeightFileBytes file, long start, long count, Action<long, double> take)
    {
        int bits = OnnxElementTypes.BitsOf(tensor.Type);
        byte[] chunk = new byte[ChunkSize];
        long bytes = ((count * bits) + 7) / 8;
        long index = 0;
        for (long done = 0; done < bytes;)
        {
            int length = StreamBytes.Fill(new SectionStream(file, start + done, bytes - done), chunk, (int)Math.Min(ChunkSize, bytes - done));
            if (length == 0)
            {
                throw Failure.Changed();
            }

            for (int i = 0; i < length; i += Math.Max(1, bits / 8))
            {
                if (bits >= 8)
                {
                    take(index++, Number(tensor.Type, ElementDecoder.Load(chunk, i, bits / 8, bigEndian: false)));
                    continue;
                }

                for (int bit = 0; bit < 8 && index < count; bit += bits)
                {
                    take(index++, Number(tensor.Type, (uint)(chunk[i] >> bit) & ((1u << bits) - 1)));
                }
            }

            done += length;
        }
    }

    private void DecodeTyped(OnnxTensor tensor, long count, Action<long, double> take)
    {
        ProtobufReader reader = new(file);
        int bits = OnnxElementTypes.BitsOf(tensor.Type);
        int field = FieldOf(tensor.Type);
        long index = 0;
        reader.ReadFields(tensor.Start, tensor.End, found =>
        {
            if (found.Number != field)
            {
                return;
            }

            if (field is 4 or 10)
            {
                reader.ReadFixed(found, field == 4 ? 4 : 8, Take);
            }
            else
            {
                reader.ReadIntegers(found, Take);
            }
        });
        if (index != count)
        {
            throw Failure.Malformed(tensor.Name, Printable.Number(index) + " values", Printable.Number(count) + " for " + Printable.List(tensor.Shape));
        }

        void Take(ulong raw)
        {
            // Types of less than a byte have as many of them in an integer as a byte holds.
            int values = bits < 8 ? (int)Math.Min(8 / bits, count - index) : 1;
            for (int i = 0; i < values || i == 0; i++)
            {
                ulong own = bits is 64 ? raw : (raw >> (i * bits)) & ((1UL << bits) - 1);
                if (index >= count)
                {
                    throw Failure.Malformed(tensor.Name, "more than " + Printable.Number(count) + " values", Printable.Number(count) + " for " + Printable.List(tensor.Shape));
                }

                take(index++, Number(tensor.Type, own));
            }
        }
    }

    /// <summary>The field of <c>TensorProto</c> in which values of a type are.</summary>
    private static int FieldOf(OnnxElementType type) => type switch
    {
        OnnxElementType.Float => 4,
        OnnxElementType.Double => 10,
        OnnxElementType.Int64 => 7,
        OnnxElementType.UInt32 or OnnxElementType.UInt64 => 11,
        _ => 5,
    };

    private static double Number(OnnxElementType type, ulong raw)
    {
        switch (type)
        {
            case OnnxElementType.Double:
                return BitConverter.Int64BitsToDouble(unchecked((long)raw));
            case OnnxElementType.UInt64:
                return raw;
            case OnnxElementType.Bool:
                return raw == 0 ? 0 : 1;
            case OnnxElementType.Float or OnnxElementType.Float16 or OnnxElementType.BFloat16:
                ElementType binary = type == OnnxElementType.Float ? ElementType.Float32 : type == OnnxElementType.Float16 ? ElementType.Float16 : ElementType.BFloat16;
                ElementDecoder.TryConvert(raw, binary, out float value);
                return value;
        }

        if (SmallFloats.Decode(type, (uint)raw) is { } small)
        {
            return small;
        }

        int unused = 64 - OnnxElementTypes.BitsOf(type);
        return OnnxElementTypes.IsSigned(type) ? unchecked((long)(raw << unused) >> unused) : raw;
    }
}
