using System.Text;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npy;

/// <summary>Reads the few Python literals an npy header is made of.</summary>
/// <param name="text">The header.</param>
/// <param name="fileOffset">Where it starts, for messages.</param>
/// <param name="tensor">The tensor it describes, for messages.</param>
internal sealed class PythonLiteralReader(string text, long fileOffset, string tensor)
{
    private const int DeepestNesting = 32;

    private int _position;

    /// <summary>The next character that is not white space, or NUL at the end.</summary>
    public char Peek()
    {
        while (_position < text.Length && text[_position] is ' ' or '\t' or '\n' or '\r' or '\f')
        {
            _position++;
        }

        return _position < text.Length ? text[_position] : '\0';
    }

    /// <summary>Whether everything has been read.</summary>
    public bool AtEnd => Peek() == '\0' && _position >= text.Length;

    /// <summary>Takes the next character if it is <paramref name="c"/>.</summary>
    public bool TryTake(char c)
    {
        if (AtEnd || Peek() != c)
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>Takes the next character, which must be <paramref name="c"/>.</summary>
    public void Take(char c, string expected)
    {
        if (!TryTake(c))
        {
            throw Unexpected(expected);
        }
    }

    /// <summary>A string in either kind of quotes.</summary>
    public string ReadString(string expected)
    {
        if (Peek() is 'u' or 'U')
        {
            _position++;
        }

        char quote = _position < text.Length ? text[_position] : '\0';
        if (quote is not ('\'' or '"'))
        {
            throw Unexpected(expected);
        }

        _position++;
        var result = new StringBuilder();
        for (; _position < text.Length && text[_position] is not ('\n' or '\r'); _position++)
        {
            if (text[_position] == quote)
            {
                _position++;
                return result.ToString();
            }

            if (text[_position] == '\\' && _position + 1 < text.Length)
            {
                _position++;
            }

            result.Append(text[_position]);
        }

        throw Unexpected("the closing quote of a string");
    }

    /// <summary><c>True</c> or <c>False</c>.</summary>
    public bool ReadBoolean(string expected)
    {
        foreach (bool value in new[] { true, false })
        {
            string word = value ? "True" : "False";
            Peek();
            int end = _position + word.Length;
            if (string.CompareOrdinal(text, _position, word, 0, word.Length) == 0 && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                _position = end;
                return value;
            }
        }

        throw Unexpected(expected);
    }

    /// <summary>A tuple of integers that are not negative; <c>(3)</c> is no tuple in Python, <c>(3,)</c> is.</summary>
    public List<long> ReadShape(bool allowLongSuffix)
    {
        const string Rule = "shape to be a tuple of integers from 0 to 9223372036854775807";
        var shape = new List<long>();
        Take('(', Rule);
        while (!TryTake(')'))
        {
            shape.Add(ReadInteger(allowLongSuffix, Rule));
            if (!TryTake(','))
            {
                if (Peek() != ')' || shape.Count == 1)
                {
                    throw Unexpected(shape.Count == 1 ? "',' after the first extent of the shape" : "',' or ')' after an extent of the shape");
                }
            }
        }

        return shape;
    }

    /// <summary>Passes over a list or tuple, the description of a structured type, and returns its text.</summary>
    public string SkipSequence(int depth = 0)
    {
        int start = _position;
        char close = Peek() == '[' ? ']' : ')';
        _position++;
        while (!TryTake(close))
        {
            if (depth >= DeepestNesting)
            {
                throw Unexpected("at most 32 nested lists");
            }

            switch (Peek())
            {
                case '[' or '(':
                    SkipSequence(depth + 1);
                    break;
                case >= '0' and <= '9':
                    ReadInteger(allowLongSuffix: true, "an integer");
                    break;
                default:
                    ReadString("a field of a structured type");
                    break;
            }

            if (!TryTake(',') && Peek() != close)
            {
                throw Unexpected("',' or '" + close + "'");
            }
        }

        return text.Substring(start, _position - start);
    }

    /// <summary>An error at the current position.</summary>
    public WeightFileException Unexpected(string expected)
    {
        string place = " at byte offset " + Printable.Number(fileOffset + _position);
        string found = _position >= text.Length ? "the end of the header" : Printable.Quote(text.Substring(_position, Math.Min(16, text.Length - _position)));
        return Failure.Malformed(tensor, found + place, expected);
    }

    private long ReadInteger(bool allowLongSuffix, string expected)
    {
        Peek();
        int start = _position;
        long value = 0;
        for (; _position < text.Length && text[_position] is >= '0' and <= '9'; _position++)
        {
            int digit = text[_position] - '0';
            if (value > (long.MaxValue - digit) / 10)
            {
                _position = start;
                throw Unexpected(expected);
            }

            value = (value * 10) + digit;
        }

        // Python reads 00 as 0, but takes no other number with a leading zero.
        if (_position == start || (text[start] == '0' && value != 0))
        {
            _position = start;
            throw Unexpected(expected);
        }

        // Python 2 wrote long integers with this suffix.
        if (allowLongSuffix && _position < text.Length && text[_position] == 'L')
        {
            _position++;
        }

        return value;
    }
}
