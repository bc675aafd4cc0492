using System.Text;

namespace SparseCompile.Compiler.Common.Json;

/// <content>Strings: strict UTF-8, and escapes that must come in pairs for surrogates.</content>
internal sealed partial class JsonReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>A string, unescaped.</summary>
    public string ReadString(string what)
    {
        Take('"', what);
        StringBuilder? unescaped = null;
        int start = _position;
        while (true)
        {
            int c = _position < bytes.Length ? bytes[_position] : throw Unexpected("the closing quote of a string");
            if (c == '"')
            {
                string rest = Decode(start, _position++);
                return unescaped is null ? rest : unescaped.Append(rest).ToString();
            }

            if (c < ' ')
            {
                throw Unexpected("an escape for a control character in a string");
            }

            if (c == '\\')
            {
                unescaped = (unescaped ?? new StringBuilder()).Append(Decode(start, _position));
                unescaped.Append(ReadEscape());
                start = _position;
            }
            else
            {
                _position++;
            }
        }
    }

    private string ReadEscape()
    {
        _position++;
        int c = _position < bytes.Length ? bytes[_position++] : throw Unexpected("a character after the backslash");
        switch (c)
        {
            case '"' or '\\' or '/':
                return ((char)c).ToString();
            case 'b':
                return "\b";
            case 'f':
                return "\f";
            case 'n':
                return "\n";
            case 'r':
                return "\r";
            case 't':
                return "\t";
            case 'u':
                return ReadUnicodeEscape();
            default:
                _position--;
                throw Unexpected("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
        }
    }

    private string ReadUnicodeEscape()
    {
        char first = ReadHexadecimal();
        if (!char.IsSurrogate(first))
        {
            return first.ToString();
        }

        const string Rule = "a high surrogate escape followed by a low one";
        if (!char.IsHighSurrogate(first) || _position + 1 >= bytes.Length || bytes[_position] != '\\' || bytes[_position + 1] != 'u')
        {
            throw Unexpected(Rule);
        }

        _position += 2;
        char second = ReadHexadecimal();
        return char.IsLowSurrogate(second) ? new string([first, second]) : throw Unexpected(Rule);
    }

    private char ReadHexadecimal()
    {
        int value = 0;
        for (int i = 0; i < 4; i++, _position++)
        {
            int c = _position < bytes.Length ? bytes[_position] : -1;
            int digit = c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'a' and <= 'f' => c - 'a' + 10,
                >= 'A' and <= 'F' => c - 'A' + 10,
                _ => throw Unexpected("four hexadecimal digits after \\u"),
            };
            value = (value * 16) + digit;
        }

        return (char)value;
    }

    private string Decode(int start, int end)
    {
        try
        {
            return StrictUtf8.GetString(bytes, start, end - start);
        }
        catch (ArgumentException)
        {
            _position = start;
            throw Unexpected("valid UTF-8 in the string that starts here");
        }
    }
}
