using System.Buffers.Binary;
using System.Text;

namespace SparseCompile.Conformance.Cases;

/// <summary>A tensor of a test, from a <c>TensorProto</c> file: read here by other code than models are.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Type">The number of its element type.</param>
/// <param name="Shape">The extents.</param>
/// <param name="Values">The elements, in C order.</param>
public sealed record ReferenceTensor(string Name, int Type, IReadOnlyList<long> Shape, double[] Values)
{
    /// <summary>Elements are integers or truth values.</summary>
    public bool IsInteger => Type is 2 or 3 or 4 or 5 or 6 or 7 or 9 or 12 or 13 or 21 or 22 or 25 or 26;

    /// <summary>The elements as they are handed to a model.</summary>
    public float[] Floats => Array.ConvertAll(Values, static value => (float)value);

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">The bytes are no tensor of numbers.</exception>
    public static ReferenceTensor Parse(byte[] bytes)
    {
        string name = "";
        int type = 0;
        List<long> shape = [];
        byte[]? raw = null;
        List<double> typed = [];
        foreach (ProtoField field in ProtoField.Of(bytes))
        {
            switch (field.Number)
            {
                case 1:
                    shape.AddRange(field.Integers().Select(extent => (long)extent));
                    break;
                case 2:
                    type = (int)field.Integers().Single();
                    break;
                case 4:
                    typed.AddRange(field.Chunks(4).Select(chunk => (double)BinaryPrimitives.ReadSingleLittleEndian(chunk)));
                    break;
                case 5 when RawElements.BitsOf(type) <= 8:
                    // A byte each, whatever parts of it are elements.
                    raw = [.. raw ?? [], .. field.Integers().Select(bits => (byte)bits)];
                    break;
                case 5 or 7 or 11:
                    typed.AddRange(field.Integers().Select(bits => FromInteger(type, bits)));
                    break;
                case 8:
                    name = Encoding.UTF8.GetString(field.Content);
                    break;
                case 9:
                    raw = field.Content;
                    break;
                case 10:
                    typed.AddRange(field.Chunks(8).Select(chunk => BinaryPrimitives.ReadDoubleLittleEndian(chunk)));
                    break;
            }
        }

        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        double[] values = raw is null ? [.. typed] : RawElements.Decode(type, raw, count);
        return values.Length == count ? new ReferenceTensor(name, type, shape, values) : throw new InvalidDataException($"{values.Length} values of type {type} for {count} elements.");
    }

    private static double FromInteger(int type, ulong bits) => type switch
    {
        10 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        16 => BitConverter.UInt32BitsToSingle((uint)bits << 16),
        13 or 12 => bits,
        _ => unchecked((long)bits),
    };
}
