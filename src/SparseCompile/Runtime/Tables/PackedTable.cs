using System.Buffers.Binary;
using System.Buffers.Text;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Reads a layer's table from the base-64 text it travels in.</summary>
/// <remarks>
/// A hundred thousand literals cost the C# compiler most of a second; one string token of the same bytes costs it nothing. The bytes are: positions and
/// non-zeros; the non-zeros of each position; the gap from each slot to the one before (from -1 at a position's start), less one; all as
/// LEB128 integers; then the weights and, where there are any, the biases as little-endian float32.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct PackedTable
{
    private readonly byte[] _bytes;
    private int _length;
    private int _read;

    /// <summary>Makes room for a table.</summary>
    /// <param name="byteCount">Its size in bytes.</param>
    public PackedTable(int byteCount) => _bytes = new byte[byteCount];

    /// <summary>Decodes the next part: lines of base-64 text, each a whole number of bytes.</summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            int end = lines.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
            line = !line.IsEmpty && line[^1] == (byte)'\r' ? line[..^1] : line;
            Base64.DecodeFromUtf8(line, _bytes.AsSpan(_length), out _, out int written);
            _length += written;
        }
    }

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
        int[] slots = new int[ReadInteger()];
        ReadIntegers(starts.AsSpan(1));
        ReadIntegers(slots);
        for (int position = 0; position + 1 < starts.Length; position++)
        {
            starts[position + 1] += starts[position];
            int slot = -1;
            for (int i = starts[position]; i < starts[position + 1]; i++)
            {
                slots[i] = slot += slots[i] + 1;
            }
        }

        float[] weights = ReadFloats(slots.Length);
        float[] bias = ReadFloats((_bytes.Length - _read) / sizeof(float));
        return new LayerTables(new SparseRows(starts, slots, weights), bias, Expand(groupsPerBlock));
    }

    internal static byte[] Expand(ReadOnlySpan<int> runs)
    {
        List<byte> groups = [];
        for (int i = 0; i < runs.Length; i += 2)
        {
            groups.AddRange(Enumerable.Repeat((byte)runs[i], runs[i + 1]));
        }

        return [.. groups];
    }

    private int ReadInteger()
    {
        int value = 0;
        ReadIntegers(new Span<int>(ref value));
        return value;
    }

    [MethodImpl(TableCode.OptimisedAtOnce)]
    private void ReadIntegers(scoped Span<int> values)
    {
        byte[] bytes = _bytes;
        int read = _read;
        for (int i = 0; i < values.Length; i++)
        {
            int value = bytes[read++];
            if (value >= 0x80)
            {
                value &= 0x7F;
                byte next;
                int shift = 7;
                do
                {
                    next = bytes[read++];
                    value |= (next & 0x7F) << shift;
                    shift += 7;
                }
                while (next >= 0x80);
            }

            values[i] = value;
        }

        _read = read;
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
