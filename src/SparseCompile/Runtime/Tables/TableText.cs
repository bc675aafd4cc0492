using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Reads the bytes of tables from the text of generated source, section by section.</summary>
internal ref struct TableText
{
    private const ulong FourZeros = TableTextFormat.Zero * 0x0001_0001_0001_0001ul;
    private const ulong FourDigits = 0x7FFF_7FFF_7FFF_7FFF;
    private readonly ReadOnlySpan<string> _parts;
    private int _part;
    private int _read;

    /// <summary>Starts at the first line of the first part.</summary>
    public TableText(ReadOnlySpan<string> parts) => _parts = parts;

    /// <summary>Constants of a class named Part0, Part1, ... in order.</summary>
    /// <remarks>
    /// Fetched from the metadata: a string that code loads stays for good, and there is room for 16 MB of those in an assembly. Reading metadata costs 1.6 ms once in a process, and
    /// then a third of the time that loading 2.3 MB takes.
    /// </remarks>
    public static string[] Constants([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicFields)] Type holder)
    {
        // All fields, not one by its name: GetField took 5 ms where GetFields took 1.6.
        FieldInfo[] fields = holder.GetFields(BindingFlags.Static | BindingFlags.NonPublic);
        string[] parts = new string[fields.Length];
        foreach (FieldInfo field in fields)
        {
            int number = 0;
            for (int i = "Part".Length; i < field.Name.Length; i++)
            {
                number = (10 * number) + field.Name[i] - '0';
            }

            parts[number] = (string)field.GetRawConstantValue()!;
        }

        return parts;
    }

    /// <summary>Reads the next section.</summary>
    /// <param name="bytes">Where it goes.</param>
    /// <param name="length">Its bytes.</param>
    /// <exception cref="InvalidDataException">The text is not what the compiler wrote.</exception>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public unsafe void Read(byte* bytes, long length)
    {
        byte* end = bytes + length;
        ulong all = 0;
        ulong held = 0;
        int bits = 0;
        for (long left = ((8 * length) + TableTextFormat.BitsPerCharacter - 1) / TableTextFormat.BitsPerCharacter; left > 0;)
        {
            ReadOnlySpan<char> line = NextLine((int)Math.Min(left, TableTextFormat.LineLength));
            left -= line.Length;
            fixed (char* characters = line)
            {
                char* character = characters;
                char* lineEnd = characters + line.Length;

                // Eight characters are fifteen bytes; a sixteenth is written over.
                for (; BitConverter.IsLittleEndian && lineEnd - character >= 8 && end - bytes >= 16; character += 8, bytes += 15)
                {
                    ulong low = *(ulong*)character - FourZeros;
                    ulong high = *(ulong*)(character + 4) - FourZeros;
                    all |= low | high;
                    low = Join(low);
                    high = Join(high);
                    *(ulong*)bytes = low | (high << 60);
                    *(ulong*)(bytes + 8) = high >> 4;
                }

                for (; character < lineEnd; character++)
                {
                    uint digit = (uint)(*character - TableTextFormat.Zero);
                    all |= digit & ~0x7FFFu;
                    held |= (ulong)digit << bits;
                    for (bits += TableTextFormat.BitsPerCharacter; bits >= 8 && bytes < end; bits -= 8, held >>= 8)
                    {
                        *bytes++ = (byte)held;
                    }
                }
            }
        }

        // The highest bit of a character past the last digit, or before the first.
        if ((all & ~FourDigits) != 0)
        {
            ThrowEdited();
        }
    }

    /// <summary>Four digits of 15 bits in 16 each, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(ulong four)
    {
        ulong two = (four & 0x0000_7FFF_0000_7FFF) | ((four & 0x7FFF_0000_7FFF_0000) >> 1);
        return (two & 0x3FFF_FFFF) | ((two >> 32) << 30);
    }

    /// <summary>A line of so many characters.</summary>
    private ReadOnlySpan<char> NextLine(int length)
    {
        while (_part < _parts.Length)
        {
            string part = _parts[_part];
            while (_read < part.Length && part[_read] < TableTextFormat.Zero)
            {
                _read++;
            }

            if (_read + length <= part.Length)
            {
                _read += length;
                return part.AsSpan(_read - length, length);
            }

            if (_read < part.Length)
            {
                break;
            }

            _part++;
            _read = 0;
        }

        ThrowEdited();
        return default;
    }

    private static void ThrowEdited() => throw new InvalidDataException("A generated table is not what the compiler wrote. Was the generated source edited?");
}
