namespace SparseCompile.Testing;

/// <summary>Damages bytes in the ways files get damaged, the same ways on every run.</summary>
public sealed class Mutations(int seed)
{
    // Bytes that mean something to one format or another.
    private static readonly byte[] Telling = [0, 1, 0x7f, 0x80, 0xff, .. "{}[](),:\"'\\ \t\r\n%-+.eE0919LTF"u8];

    private readonly Random _random = new(seed);

    /// <summary>A damaged copy: mostly one mutation, sometimes up to four.</summary>
    public byte[] Damage(byte[] bytes)
    {
        for (int i = _random.Next(4) == 0 ? _random.Next(2, 5) : 1; i > 0; i--)
        {
            bytes = Once(bytes);
        }

        return bytes;
    }

    private byte[] Once(byte[] bytes)
    {
        int at = _random.Next(bytes.Length + 1);
        int other = _random.Next(bytes.Length + 1);
        int length = Math.Min(_random.Next(1, 24), bytes.Length - other);
        switch (_random.Next(7))
        {
            case 0 when at < bytes.Length:
                return WeightBytes.With(bytes, at, (byte)(bytes[at] ^ (1 << _random.Next(8))));
            case 1 when at < bytes.Length:
                return WeightBytes.With(bytes, at, Telling[_random.Next(Telling.Length)]);
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], Telling[_random.Next(Telling.Length)], .. bytes[at..]];
            case 4:
                return [.. bytes[..at], .. bytes[other..(other + length)], .. bytes[at..]];
            case 5:
                return [.. bytes[..other], .. bytes[(other + length)..]];
            default:
                return at + length <= bytes.Length ? WeightBytes.With(bytes, at, bytes[other..(other + length)]) : bytes;
        }
    }
}
