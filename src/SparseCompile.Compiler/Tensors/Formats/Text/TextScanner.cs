using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Splits a stream into lines and tokens, holding one token at a time. LF, CR LF and a lone CR end a line.</summary>
/// <param name="stream">The text; each byte counts as one character.</param>
/// <param name="tensor">The tensor in it, for messages.</param>
internal sealed class TextScanner(Stream stream, string tensor)
{
    private const int LongestToken = 512;
    private const int End = -1;
    private const int None = -2;

    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly char[] _token = new char[LongestToken];
    private int _next;
    private int _count;
    private int _peeked = None;

    /// <summary>The line the scanner is in, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Whether the file has ended.</summary>
    public bool AtEnd => Peek() == End;

    /// <summary>Whether the line, but for blanks, has ended.</summary>
    public bool AtLineEnd
    {
        get
        {
            SkipBlanks();
            return Peek() is '\n' or '\r' or End;
        }
    }

    /// <summary>Whether the next character, after blanks, is <paramref name="c"/>; takes it if so.</summary>
    public bool TryTake(char c)
    {
        SkipBlanks();
        if (Peek() != c)
        {
            return false;
        }

        _peeked = None;
        return true;
    }

    /// <summary>The next token of this line: characters up to a blank, the line's end or <paramref name="separator"/>. Empty when there is none.</summary>
    public string ReadToken(char separator = '\n') => new(_token, 0, FillToken(separator));

    private int FillToken(char separator)
    {
        SkipBlanks();
        int length = 0;
        for (int c = Peek(); c != End && !IsBlank(c) && c is not ('\n' or '\r') && c != separator; c = Peek())
        {
            if (length == LongestToken)
            {
                throw Failure.Malformed(tensor, "a word of more than 512 characters in line " + Printable.Number(Line), "numbers and keywords");
            }

            _token[length++] = (char)c;
            _peeked = None;
        }

        return length;
    }

    /// <summary>Passes over the rest of the line and its end.</summary>
    public void NextLine()
    {
        int c;
        while ((c = Take()) is not ('\n' or '\r' or End))
        {
        }

        if (c == '\r' && Peek() == '\n')
        {
            _peeked = None;
        }

        Line++;
    }

    /// <summary>An error in the current line.</summary>
    public WeightFileException Malformed(string found, string expected) =>
        Failure.Malformed(tensor, found + " in line " + Printable.Number(Line), expected);

    /// <summary>A finite number in the current line that no floating-point type here holds.</summary>
    public WeightFileException OutOfRange(string token) => Failure.OutOfRange(tensor, Printable.Quote(token), "in line " + Printable.Number(Line));

    /// <summary>An integer from 0 to 2^63 - 1 in decimal digits; a larger one is an error of its own kind.</summary>
    public long ReadUnsigned(string what, char separator = '\n')
    {
        // Without a string for each: files have millions of indices.
        int length = FillToken(separator);
        long value = 0;
        for (int i = 0; i < length; i++)
        {
            char c = _token[i];
            if (c is < '0' or > '9')
            {
                throw Malformed(Printable.Quote(new string(_token, 0, length)), what + ", an integer in decimal digits");
            }

            value = value > (long.MaxValue - (c - '0')) / 10
                ? throw Failure.Of(WeightFileErrorKind.TooLarge, tensor, "the number " + Printable.Quote(new string(_token, 0, length)) + " in line " + Printable.Number(Line), what + " of at most 2147483647")
                : (value * 10) + (c - '0');
        }

        return length > 0 ? value : throw Malformed(AtEnd ? "the end of the file" : "the end of the line", what);
    }

    private static bool IsBlank(int c) => c is ' ' or '\t' or '\v' or '\f';

    private void SkipBlanks()
    {
        while (IsBlank(Peek()))
        {
            _peeked = None;
        }
    }

    private int Take()
    {
        int c = Peek();
        _peeked = None;
        return c;
    }

    private int Peek()
    {
        if (_peeked != None)
        {
            return _peeked;
        }

        if (_next == _count)
        {
            _count = stream.Read(_buffer, 0, _buffer.Length);
            _next = 0;
        }

        // The end is not remembered as a character taken: asking again asks the stream again, which stays at its end.
        return _peeked = _count == 0 ? End : _buffer[_next++];
    }
}
