using System.Buffers.Binary;
using System.Text;

namespace SparseCompile.Testing;

/// <summary>Writes messages in protobuf's wire format.</summary>
public sealed class ProtoWriter
{
    private readonly List<byte> _bytes = [];

    /// <summary>The message.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>An integer.</summary>
    public ProtoWriter Int(int field, long value)
    {
        Varint((ulong)(field << 3));
        return Varint(unchecked((ulong)value));
    }

    /// <summary>Four bytes: a number.</summary>
    public ProtoWriter Float(int field, float value)
    {
        Varint((ulong)((field << 3) | 5));
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Bytes: a message, or packed values.</summary>
    public ProtoWriter Bytes(int field, byte[] content)
    {
        Varint((ulong)((field << 3) | 2));
        Varint((ulong)content.Length);
        _bytes.AddRange(content);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message.</summary>
    public ProtoWriter Message(int field, Action<ProtoWriter> write)
    {
        ProtoWriter inner = new();
        write(inner);
        return Bytes(field, inner.ToBytes());
    }

    /// <summary>Integers, packed.</summary>
    public ProtoWriter Packed(int field, IEnumerable<long> values)
    {
        ProtoWriter inner = new();
        foreach (long value in values)
        {
            inner.Varint(unchecked((ulong)value));
        }

        return Bytes(field, inner.ToBytes());
    }

    /// <summary>An integer without a field.</summary>
    public ProtoWriter Varint(ulong value)
    {
        for (; value >= 128; value >>= 7)
        {
            _bytes.Add((byte)(value | 128));
        }

        _bytes.Add((byte)value);
        return this;
    }
}
