namespace SparseCompile.Runtime;

/// <summary>How bytes are written as text in generated source.</summary>
/// <remarks>
/// Fifteen bits a character, the first in the lowest bit, from U+3400 up to U+B3FF: no controls, surrogates, quotes, marks that join characters or change the direction of writing.
/// To the C# compiler a string constant is one token, whatever its length; an element of an array, or a byte of a UTF-8 literal, is a node. 2.2 MB: 0.1 to 0.3 s as such a
/// constant, 3 s as base 64 in a UTF-8 literal, 7.5 s as an array of 64-bit integers (Cascade Lake, a whole build less one without it). And it is 7 bits in 8 of the assembly's
/// bytes instead of 6.
/// </remarks>
internal static class TableTextFormat
{
    /// <summary>Bits a character holds.</summary>
    public const int BitsPerCharacter = 15;

    /// <summary>The character of fifteen zeros.</summary>
    public const char Zero = '\u3400';

    /// <summary>Characters of a full line: 240 bytes.</summary>
    public const int LineLength = 128;
}
