using System.Text;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

/// <summary>Reads protobuf's wire format from a file, field by field; the content of long fields stays in the file.</summary>
/// <param name="file">The file.</param>
internal sealed class ProtobufReader(WeightFileBytes file)
{
    private const int WindowSize = 1 << 13;
    private const int LongestVarint = 10;

    private readonly byte[] _window = new byte[WindowSize];
    private long _windowStart;
    private int _windowLength;

    /// <summary>Reads the fields between two offsets in their order.</summary>
    /// <param name="start">First byte of the message.</param>
    /// <param name="end">Behind its last byte; inside of the file.</param>
    /// <param name="take">Takes each field, and may read its content.</param>
    public void ReadFields(long start, long end, Action<ProtobufField> take)
    {
        for (long position = start; position < end;)
        {
            long tagStart = position;
            ulong tag = ReadVarint(ref position, end);
            ulong number = tag >> 3;
            if (number is 0 or > 536870911)
            {
                throw Malformed("the field number " + Printable.Number(number), tagStart, "a field number of 1 to 536870911");
            }

            ProtobufField field = ReadContent((int)number, (int)(tag & 7), position, tagStart, end);
            position = field.End;
            take(field);
        }
    }

    /// <summary>The integers of a repeated field: packed, or one.</summary>
    public void ReadIntegers(ProtobufField field, Action<ulong> take)
    {
        if (field.Wire == WireType.Varint)
        {
            take(field.Bits);
        }
        else if (field.Wire == WireType.Bytes)
        {
            for (long position = field.Start; position < field.End;)
            {
                take(ReadVarint(ref position, field.End));
            }
        }
    }

    /// <summary>The numbers of four or eight bytes of a repeated field: packed, or one.</summary>
    public void ReadFixed(ProtobufField field, int size, Action<ulong> take)
    {
        if (field.Wire == (size == 4 ? WireType.Fixed32 : WireType.Fixed64))
        {
            take(field.Bits);
        }
        else if (field.Wire == WireType.Bytes)
        {
            if (field.Length % size != 0)
            {
                throw Malformed(Printable.Number(field.Length) + " bytes of packed numbers", field.Start, "a multiple of " + Printable.Number(size));
            }

            for (long position = field.Start; position < field.End; position += size)
            {
                take(Fixed(position, size));
            }
        }
    }

    /// <summary>A short text.</summary>
    /// <param name="field">The field.</param>
    /// <param name="longest">Bytes at most.</param>
    public string ReadText(ProtobufField field, int longest)
    {
        if (field.Length > longest)
        {
            throw Malformed("a text of " + Printable.Number(field.Length) + " bytes", field.Start, "at most " + Printable.Number(longest));
        }

        return Encoding.UTF8.GetString(file.ReadExactly(field.Start, (int)field.Length));
    }

    /// <summary>An error at an offset.</summary>
    public static WeightFileException Malformed(string found, long offset, string expected) =>
        Failure.Malformed(string.Empty, found + " at byte offset " + Printable.Number(offset), expected);

    private ProtobufField ReadContent(int number, int wire, long position, long tagStart, long end)
    {
        long start = position;
        switch (wire)
        {
            case (int)WireType.Varint:
                ulong bits = ReadVarint(ref position, end);
                return new ProtobufField(number, WireType.Varint, bits, start, position);
            case (int)WireType.Fixed64 or (int)WireType.Fixed32:
                int size = wire == (int)WireType.Fixed64 ? 8 : 4;
                return end - start < size
                    ? throw Malformed("a message that ends inside field " + Printable.Number(number), tagStart, Printable.Number(size) + " bytes")
                    : new ProtobufField(number, (WireType)wire, Fixed(start, size), start, start + size);
            case (int)WireType.Bytes:
                ulong length = ReadVarint(ref position, end);
                return length > (ulong)(end - position)
                    ? throw Malformed(
                        "field " + Printable.Number(number) + " of " + Printable.Number(length) + " bytes", tagStart, "at most the " + Printable.Number(end - position) + " that are left of its message")
                    : new ProtobufField(number, WireType.Bytes, 0, position, position + (long)length);
            default:
                throw Malformed("the wire type " + Printable.Number(wire), tagStart, "0, 1, 2 or 5");
        }
    }

    private ulong ReadVarint(ref long position, long end)
    {
        ulong value = 0;
        for (int i = 0; i < LongestVarint; i++)
        {
            if (position >= end)
            {
                throw Malformed("a message that ends inside an integer", position, "the rest of it");
            }

            byte part = ByteAt(position++);
            value |= (ulong)(part & 127) << (7 * i);
            if (part < 128)
            {
                return value;
            }
        }

        throw Malformed("an integer of more than 10 bytes", position - LongestVarint, "at most 10");
    }

    private ulong Fixed(long position, int size)
    {
        ulong value = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | ByteAt(position + i);
        }

        return value;
    }

    private byte ByteAt(long position)
    {
        if (position < _windowStart || position >= _windowStart + _windowLength)
        {
            // Numbers of several bytes are read from their last: the window begins a little earlier.
            _windowStart = Math.Max(0, position - 8);
            _windowLength = 0;
            while (_windowLength < WindowSize && file.Read(_windowStart + _windowLength, _window, _windowLength, WindowSize - _windowLength) is > 0 and int read)
            {
                _windowLength += read;
            }

            if (position >= _windowStart + _windowLength)
            {
                throw Failure.Changed();
            }
        }

        return _window[position - _windowStart];
    }
}
