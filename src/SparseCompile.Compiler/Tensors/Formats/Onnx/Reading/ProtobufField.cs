namespace SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

/// <summary>How a field is stored.</summary>
internal enum WireType
{
    /// <summary>An integer of 1 to 10 bytes.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and so many bytes.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}

/// <summary>One field of a message.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Wire">How it is stored.</param>
/// <param name="Bits">The value of an integer or of four or eight bytes.</param>
/// <param name="Start">First byte of the content.</param>
/// <param name="End">Behind its last byte.</param>
internal readonly record struct ProtobufField(int Number, WireType Wire, ulong Bits, long Start, long End)
{
    /// <summary>The value as a signed integer.</summary>
    public long Int64 => unchecked((long)Bits);

    /// <summary>Bytes of the content.</summary>
    public long Length => End - Start;

    /// <summary>Whether it is this field, stored this way. One that is stored otherwise is an unknown field, as protobuf has it.</summary>
    public bool Is(int number, WireType wire) => Number == number && Wire == wire;
}
