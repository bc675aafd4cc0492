using System.Globalization;
using System.Text;

namespace SparseCompile.Compiler.Hardware.Json;

/// <summary>Writes JSON whose bytes depend on the calls only: two-space indent, LF, ASCII, integers and strings.</summary>
/// <remarks>Has no floating-point method on purpose. An inline container stays on its line with all it contains.</remarks>
internal sealed class JsonWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<bool> _inline = new();
    private bool _first = true;

    /// <summary>Opens an object; <paramref name="key"/> is null inside an array and at the root.</summary>
    public void BeginObject(string? key = null, bool inline = false) => Begin(key, '{', inline);

    /// <summary>Closes the innermost object.</summary>
    public void EndObject() => End('}');

    /// <summary>Opens an array.</summary>
    public void BeginArray(string? key = null, bool inline = false) => Begin(key, '[', inline);

    /// <summary>Closes the innermost array.</summary>
    public void EndArray() => End(']');

    /// <summary>Writes an integer.</summary>
    public void Number(string? key, long value)
    {
        Next(key);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a string.</summary>
    public void String(string? key, string value)
    {
        Next(key);
        Quote(value);
    }

    /// <summary>Writes true or false.</summary>
    public void Boolean(string? key, bool value)
    {
        Next(key);
        _text.Append(value ? "true" : "false");
    }

    /// <summary>Writes null.</summary>
    public void Null(string? key)
    {
        Next(key);
        _text.Append("null");
    }

    /// <summary>The document so far, ended by one LF.</summary>
    public override string ToString() => _text + "\n";

    private void Begin(string? key, char bracket, bool inline)
    {
        Next(key);
        _text.Append(bracket);
        _inline.Push(inline || (_inline.Count > 0 && _inline.Peek()));
        _first = true;
    }

    private void End(char bracket)
    {
        bool inline = _inline.Pop();
        if (!inline && !_first)
        {
            NewLine();
        }

        _text.Append(bracket);
        _first = false;
    }

    private void Next(string? key)
    {
        bool inline = _inline.Count == 0 || _inline.Peek();
        if (!_first)
        {
            _text.Append(',');
        }

        if (!inline)
        {
            NewLine();
        }
        else if (!_first && key is not null)
        {
            _text.Append(' ');
        }

        _first = false;
        if (key is not null)
        {
            Quote(key);
            _text.Append(": ");
        }
    }

    private void NewLine() => _text.Append('\n').Append(' ', 2 * _inline.Count);

    private void Quote(string value)
    {
        _text.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                _text.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                _text.Append(c);
            }
            else
            {
                // Everything else escaped: the text then survives any encoding and any C# string literal.
                _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        _text.Append('"');
    }
}
