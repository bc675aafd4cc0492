namespace SparseCompile.Conformance.Cases;

/// <summary>A field of a message in protobuf's wire format.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Wire">How it is stored: 0, 1, 2 or 5.</param>
/// <param name="Content">Its bytes; of an integer, those that encode it.</param>
public sealed record ProtoField(int Number, int Wire, byte[] Content)
{
    /// <summary>The fields of a message.</summary>
    public static IEnumerable<ProtoField> Of(byte[] message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = ReadInteger(message, ref at);
            int wire = (int)(tag & 7), start = at;
            int length = wire switch
            {
                0 => SkipInteger(message, at),
                1 => 8,
                2 => (int)ReadInteger(message, ref at),
                5 => 4,
                _ => throw new InvalidDataException($"Wire type {wire}."),
            };
            start = at;
            at += length;
            yield return new ProtoField((int)(tag >> 3), wire, message[start..at]);
        }
    }

    /// <summary>The integers that it is, packed or one.</summary>
    public IEnumerable<ulong> Integers()
    {
        for (int at = 0; at < Content.Length;)
        {
            yield return ReadInteger(Content, ref at);
        }
    }

    /// <summary>Its bytes, so many at a time.</summary>
    public IEnumerable<byte[]> Chunks(int size) => Content.Chunk(size);

    private static ulong ReadInteger(byte[] bytes, ref int at)
    {
        ulong value = 0;
        int shift = 0;
        byte part;
        do
        {
            part = bytes[at++];
            value |= (ulong)(part & 127) << shift;
            shift += 7;
        }
        while (part >= 128);
        return value;
    }

    private static int SkipInteger(byte[] bytes, int at)
    {
        int end = at;
        ReadInteger(bytes, ref end);
        return end - at;
    }
}
