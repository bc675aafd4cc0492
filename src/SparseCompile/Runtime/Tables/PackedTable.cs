using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Reads a layer's table from the base-64 text it travels in.</summary>
/// <remarks>
/// A hundred thousand literals cost the C# compiler most of a second; one string token of the same bytes costs it nothing. The bytes are: positions, non-zeros, and how many values
/// the weights have, 0 where those are not listed; the non-zeros of each position; the gap from each slot to the one before (from -1 at a position's start), less one; all as LEB128
/// integers; then the weights as little-endian float32, or the values and for each weight the number of its value, two a byte, the first in the low half; then, where there are any, the biases.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct PackedTable
{
    private readonly byte[] _bytes;
    private int _length;
    private int _read;

    /// <summary>Makes room for a table.</summary>
    /// <param name="byteCount">Its size in bytes.</param>
    public PackedTable(int byteCount) => _bytes = GC.AllocateUninitializedArray<byte>(byteCount);

    /// <summary>Decodes the next part: lines of base-64 text.</summary>
    public void Append(ReadOnlySpan<byte> lines) => _length += Base64Lines.Decode(lines, _bytes.AsSpan(_length));

    /// <summary>The finished tables.</summary>
    /// <param name="groupsPerBlock">Groups of 16 positions in each block of the 512-bit form, run-length coded: groups, blocks, groups, blocks, ...</param>
    /// <exception cref="InvalidDataException">The text is not what the compiler wrote.</exception>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public LayerTables Finish(ReadOnlySpan<int> groupsPerBlock)
    {
        if (_length != _bytes.Length)
        {
            throw new InvalidDataException($"A generated table holds {_length} bytes; {_bytes.Length} were expected. Was the generated source edited?");
        }

        int[] starts = new int[ReadInteger() + 1];
        int[] slots = GC.AllocateUninitializedArray<int>(ReadInteger());
        int values = ReadInteger();
        for (int position = 1; position < starts.Length; position++)
        {
            starts[position] = starts[position - 1] + ReadInteger();
        }

        for (int position = 0, i = 0; position + 1 < starts.Length; position++)
        {
            for (int slot = -1, end = starts[position + 1]; i < end; i++)
            {
                slots[i] = slot += ReadInteger() + 1;
            }
        }

        float[] weights = values == 0 ? ReadFloats(slots.Length) : ReadCodes(slots.Length, ReadFloats(values));
        float[] bias = ReadFloats((_bytes.Length - _read) / sizeof(float));
        return new LayerTables(new SparseRows(starts, slots, weights), bias, Expand(groupsPerBlock));
    }

    internal static byte[] Expand(ReadOnlySpan<int> runs)
    {
        int length = 0;
        for (int i = 1; i < runs.Length; i += 2)
        {
            length += runs[i];
        }

        byte[] groups = new byte[length];
        for (int i = 0, next = 0; i < runs.Length; i += 2)
        {
            for (int count = runs[i + 1]; count > 0; count--)
            {
                groups[next++] = (byte)runs[i];
            }
        }

        return groups;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadInteger()
    {
        int value = _bytes[_read++];
        return value < 0x80 ? value : ReadRest(value & 0x7F);
    }

    [MethodImpl(TableCode.OptimisedAtOnce)]
    private int ReadRest(int value)
    {
        byte next;
        int shift = 7;
        do
        {
            next = _bytes[_read++];
            value |= (next & 0x7F) << shift;
            shift += 7;
        }
        while (next >= 0x80);
        return value;
    }

    [MethodImpl(TableCode.OptimisedAtOnce)]
    private float[] ReadCodes(int count, float[] values)
    {
        float[] weights = new float[count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = values[(_bytes[_read + (i >> 1)] >> ((i & 1) << 2)) & 15];
        }

        _read += (count + 1) / 2;
        return weights;
    }

    private float[] ReadFloats(int count)
    {
        float[] values = new float[count];
        if (BitConverter.IsLittleEndian)
        {
            Buffer.BlockCopy(_bytes, _read, values, 0, count * sizeof(float));
            _read += count * sizeof(float);
            return values;
        }

        for (int i = 0; i < count; i++, _read += sizeof(float))
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(_bytes.AsSpan(_read));
        }

        return values;
    }
}
