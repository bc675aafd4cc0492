using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SparseCompile.Runtime;

/// <summary>The non-zeros of an int8 layer, row by row, with biases and requantisations.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Int8Table
{
    /// <summary>A table from literals.</summary>
    /// <param name="lengths">Non-zeros of each row.</param>
    /// <param name="columns">Column of each non-zero.</param>
    /// <param name="weights">The non-zeros.</param>
    /// <param name="bias">What each row's sum begins with.</param>
    /// <param name="multipliers">Multiplier of each row.</param>
    /// <param name="shifts">Shift of each row.</param>
    // Parameters: one for each array of the table.
    public Int8Table(
        ReadOnlySpan<int> lengths, ReadOnlySpan<int> columns, ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> bias, ReadOnlySpan<ushort> multipliers, ReadOnlySpan<byte> shifts)
    {
        Starts = new int[lengths.Length + 1];
        for (int row = 0; row < lengths.Length; row++)
        {
            Starts[row + 1] = Starts[row] + lengths[row];
        }

        Columns = columns.ToArray();
        Weights = weights.ToArray();
        Bias = bias.ToArray();
        Multipliers = multipliers.ToArray();
        Shifts = shifts.ToArray();
    }

    /// <summary>Where each row starts; rows + 1 entries.</summary>
    public int[] Starts { get; }

    /// <summary>Column of each non-zero.</summary>
    public int[] Columns { get; }

    /// <summary>The non-zeros.</summary>
    public sbyte[] Weights { get; }

    /// <summary>What each row's sum begins with.</summary>
    public int[] Bias { get; }

    /// <summary>Multiplier of each row.</summary>
    public ushort[] Multipliers { get; }

    /// <summary>Shift of each row.</summary>
    public byte[] Shifts { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Bias.Length;

    /// <summary>A table from the constants Part0, Part1, ... of a class: for each row its length, bias, multiplier and shift, then the columns, then the weights; little-endian.</summary>
    /// <param name="text">The class; it has no other fields.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="nonZeros">Non-zeros.</param>
    /// <param name="columnBytes">Bytes of a column: 2 or 4.</param>
    /// <exception cref="InvalidDataException">The text is not what the compiler wrote.</exception>
    public static unsafe Int8Table Read([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicFields)] Type text, int rows, int nonZeros, int columnBytes)
    {
        const int RowBytes = 11;
        TableText reader = new(TableText.Constants(text));
        byte[] bytes = new byte[checked((rows * RowBytes) + (nonZeros * (columnBytes + 1)))];
        fixed (byte* first = bytes)
        {
            reader.Read(first, bytes.Length);
        }

        ReadOnlySpan<byte> left = bytes;
        int[] lengths = new int[rows], bias = new int[rows], columns = new int[nonZeros];
        ushort[] multipliers = new ushort[rows];
        byte[] shifts = new byte[rows];
        for (int row = 0; row < rows; row++, left = left[RowBytes..])
        {
            lengths[row] = BinaryPrimitives.ReadInt32LittleEndian(left);
            bias[row] = BinaryPrimitives.ReadInt32LittleEndian(left[4..]);
            multipliers[row] = BinaryPrimitives.ReadUInt16LittleEndian(left[8..]);
            shifts[row] = left[10];
        }

        for (int k = 0; k < nonZeros; k++, left = left[columnBytes..])
        {
            columns[k] = columnBytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(left) : BinaryPrimitives.ReadInt32LittleEndian(left);
        }

        sbyte[] weights = new sbyte[nonZeros];
        for (int k = 0; k < nonZeros; k++)
        {
            weights[k] = (sbyte)left[k];
        }

        return new Int8Table(lengths, columns, weights, bias, multipliers, shifts);
    }
}
