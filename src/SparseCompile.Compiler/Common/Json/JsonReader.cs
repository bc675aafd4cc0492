using System.Globalization;
using System.Text;

namespace SparseCompile.Compiler.Common.Json;

/// <summary>A strict, forward-only JSON reader over bytes: no tree, no recursion deeper than the limit.</summary>
/// <param name="bytes">UTF-8 text.</param>
/// <param name="fileOffset">Where <paramref name="bytes"/> starts in the file, for messages.</param>
internal sealed partial class JsonReader(byte[] bytes, long fileOffset)
{
    // The depth at which the reference implementation's JSON parser gives up.
    private const int DeepestNesting = 128;

    private int _position;

    /// <summary>Bytes before the next value.</summary>
    public int Position
    {
        get
        {
            Peek();
            return _position;
        }
    }

    /// <summary>The next byte that is not white space, or -1 at the end.</summary>
    public int Peek()
    {
        while (_position < bytes.Length && bytes[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _position++;
        }

        return _position < bytes.Length ? bytes[_position] : -1;
    }

    /// <summary>Takes the next character if it is <paramref name="c"/>.</summary>
    public bool TryTake(char c)
    {
        if (Peek() != c)
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

    /// <summary>Calls <paramref name="readValue"/> with each key of the object that follows, standing at its value.</summary>
    public void ReadObject(string what, Action<string> readValue)
    {
        Take('{', what);
        if (TryTake('}'))
        {
            return;
        }

        do
        {
            string key = ReadString("a key in double quotes");
            Take(':', "':' after a key");
            readValue(key);
        }
        while (TryTake(','));
        Take('}', "',' or '}' after a value");
    }

    /// <summary>Calls <paramref name="readValue"/> at each element of the array that follows.</summary>
    public void ReadArray(string what, Action readValue)
    {
        Take('[', what);
        if (TryTake(']'))
        {
            return;
        }

        do
        {
            readValue();
        }
        while (TryTake(','));
        Take(']', "',' or ']' after an element");
    }

    /// <summary>An integer from 0 to 2^63 - 1, written without sign, fraction or exponent.</summary>
    public long ReadUnsigned(string what)
    {
        Peek();
        int start = _position;
        SkipNumber(what);
        long value = 0;
        for (int i = start; i < _position; i++)
        {
            int digit = bytes[i] - '0';
            if (digit is < 0 or > 9 || value > (long.MaxValue - digit) / 10)
            {
                _position = start;
                throw Unexpected(what + ", an integer from 0 to 9223372036854775807");
            }

            value = (value * 10) + digit;
        }

        return value;
    }

    /// <summary>A number of any form.</summary>
    public double ReadNumber(string what)
    {
        Peek();
        int start = _position;
        SkipNumber(what);
        return double.Parse(Encoding.ASCII.GetString(bytes, start, _position - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Checks and passes over a value of any type.</summary>
    /// <param name="depth">How many objects and arrays it is in.</param>
    public void SkipValue(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw Unexpected("at most 128 nested values");
        }

        switch (Peek())
        {
            case '{':
                ReadObject("an object", _ => SkipValue(depth + 1));
                break;
            case '[':
                ReadArray("an array", () => SkipValue(depth + 1));
                break;
            case '"':
                ReadString("a string");
                break;
            case 't':
                TakeWord("true");
                break;
            case 'f':
                TakeWord("false");
                break;
            case 'n':
                TakeWord("null");
                break;
            default:
                SkipNumber("a JSON value");
                break;
        }
    }

    /// <summary>Takes a literal.</summary>
    public void TakeWord(string word)
    {
        Peek();
        foreach (char c in word)
        {
            if (_position >= bytes.Length || bytes[_position] != c)
            {
                throw Unexpected("the literal " + word);
            }

            _position++;
        }
    }

    /// <summary>An error at the current position.</summary>
    public JsonFormatException Unexpected(string expected)
    {
        string place = " at byte offset " + (fileOffset + _position).ToString(CultureInfo.InvariantCulture);
        string found = _position >= bytes.Length
            ? "the end of the JSON text" + place
            : "byte 0x" + bytes[_position].ToString("x2", CultureInfo.InvariantCulture)
                + (bytes[_position] is > 32 and < 127 ? " ('" + (char)bytes[_position] + "')" : string.Empty) + place;
        return new JsonFormatException(found, expected) { Offset = _position };
    }

    private void SkipNumber(string what)
    {
        if (Peek() == '-')
        {
            _position++;
        }

        if (_position < bytes.Length && bytes[_position] == '0')
        {
            _position++;
        }
        else
        {
            SkipDigits(what);
        }

        if (_position < bytes.Length && bytes[_position] == '.')
        {
            _position++;
            SkipDigits("a digit after the point");
        }

        if (_position < bytes.Length && bytes[_position] is (byte)'e' or (byte)'E')
        {
            _position++;
            if (_position < bytes.Length && bytes[_position] is (byte)'+' or (byte)'-')
            {
                _position++;
            }

            SkipDigits("a digit in the exponent");
        }
    }

    private void SkipDigits(string what)
    {
        int start = _position;
        while (_position < bytes.Length && bytes[_position] is >= (byte)'0' and <= (byte)'9')
        {
            _position++;
        }

        if (_position == start)
        {
            throw Unexpected(what);
        }
    }
}
