using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Reads a layer's table from the text it travels in.</summary>
/// <remarks>
/// A hundred thousand literals cost the C# compiler most of a second; a string constant of the same bytes costs it nothing. The sections are: the non-zeros of each position and then the gap from
/// each slot to the one before (from -1 at a position's start), less one, all as LEB128 integers; the weights as little-endian float32, or the values they have, where those are at most 16, and
/// then for each weight the number of its value, two a byte, the first in the low half; the biases, where there are any.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PackedTable
{
    /// <summary>The table written in the constants Part0, Part1, ... of a class.</summary>
    /// <param name="text">The class; it has no other fields.</param>
    /// <param name="positions">Rows, in the plan's order.</param>
    /// <param name="nonZeros">Non-zeros.</param>
    /// <param name="lengthBytes">Bytes of the first section: lengths and gaps.</param>
    /// <param name="values">Values the weights have, where these are listed; else 0.</param>
    /// <param name="hasBias">Whether there are biases.</param>
    /// <exception cref="InvalidDataException">The text is not what the compiler wrote.</exception>
    public static LayerTables Read(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicFields)] Type text,
        int positions,
        int nonZeros,
        int lengthBytes,
        int values,
        bool hasBias) =>
        Read(TableText.Constants(text), positions, nonZeros, lengthBytes, values, hasBias);

    /// <summary>The table written in parts of text.</summary>
    /// <inheritdoc cref="Read(Type, int, int, int, int, bool)"/>
    public static unsafe LayerTables Read(ReadOnlySpan<string> text, int positions, int nonZeros, int lengthBytes, int values, bool hasBias)
    {
        TableText reader = new(text);
        byte[] lengths = new byte[lengthBytes];
        fixed (byte* bytes = lengths)
        {
            reader.Read(bytes, lengthBytes);
        }

        int[] starts = new int[positions + 1];
        int[] slots = new int[nonZeros];
        Lay(lengths, starts, slots);
        float[] weights = values == 0 ? ReadFloats(ref reader, nonZeros) : ReadCodes(ref reader, nonZeros, ReadFloats(ref reader, values));
        return new LayerTables(new SparseRows(starts, slots, weights), ReadFloats(ref reader, hasBias ? positions : 0));
    }

    /// <summary>From lengths and gaps to where positions start and which slots they read.</summary>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    private static void Lay(byte[] lengths, int[] starts, int[] slots)
    {
        int read = 0;
        for (int position = 0; position + 1 < starts.Length; position++)
        {
            int length = lengths[read++];
            if (length >= 0x80)
            {
                read = ReadRest(lengths, read, ref length);
            }

            starts[position + 1] = starts[position] + length;
        }

        for (int position = 0, i = 0; position + 1 < starts.Length; position++)
        {
            for (int slot = -1, end = starts[position + 1]; i < end; i++)
            {
                int gap = lengths[read++];
                if (gap >= 0x80)
                {
                    read = ReadRest(lengths, read, ref gap);
                }

                slots[i] = slot += gap + 1;
            }
        }
    }

    /// <summary>The integer whose first byte was read; returns where the next begins.</summary>
    /// <remarks>Inlined, so that no variable has an address and all stay in registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadRest(byte[] bytes, int read, ref int value)
    {
        value &= 0x7F;
        for (int shift = 7; ; shift += 7)
        {
            byte next = bytes[read++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return read;
            }
        }
    }

    [MethodImpl(TableCode.OptimisedAtOnce)]
    private static unsafe float[] ReadCodes(ref TableText text, int count, float[] values)
    {
        byte[] codes = new byte[(count + 1) / 2];
        fixed (byte* bytes = codes)
        {
            text.Read(bytes, codes.Length);
        }

        float[] weights = new float[count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = values[(codes[i >> 1] >> ((i & 1) << 2)) & 15];
        }

        return weights;
    }

    // Arrays as they are, and pointers: the generic methods of the class library are compiled for every type at first call, a fifth of a millisecond each.
    private static unsafe float[] ReadFloats(ref TableText text, int count)
    {
        float[] values = new float[count];
        fixed (float* first = values)
        {
            text.Read((byte*)first, (long)count * sizeof(float));
            if (!BitConverter.IsLittleEndian)
            {
                Span<int> bits = new(first, count);
                BinaryPrimitives.ReverseEndianness(bits, bits);
            }
        }

        return values;
    }
}
