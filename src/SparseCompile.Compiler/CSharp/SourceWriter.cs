using System.Text;

namespace SparseCompile.Compiler.CSharp;

/// <summary>Writes indented lines; LF whatever the machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _lines;
    private int _depth;
    private bool _isBlankDue;

    /// <summary>One line, or several when the text holds line breaks; an empty text is an empty line.</summary>
    /// <remarks>Empty lines are written when another line follows: never two in a row, none before a closing bracket, one after it.</remarks>
    public SourceWriter Line(string text = "")
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.Length == 0)
            {
                _isBlankDue = _text.Length > 0;
                continue;
            }

            if (_isBlankDue && !line.StartsWith("else", StringComparison.Ordinal))
            {
                _text.Append('\n');
                _lines++;
            }

            _isBlankDue = false;
            _text.Append(' ', 4 * _depth).Append(line).Append('\n');
            _lines++;
        }

        return this;
    }

    /// <summary>Lines written; the empty one that is due before the next among them.</summary>
    public int LineCount => _lines + (_isBlankDue ? 1 : 0);

    /// <summary>A line without indentation: the inside of a raw string literal.</summary>
    public void Raw(string text)
    {
        _text.Append(text).Append('\n');
        _lines += 1 + text.Count(letter => letter == '\n');
    }

    /// <summary>Opens a brace; the block ends when the result is disposed of.</summary>
    public Block Open(string header)
    {
        Line(header);
        return OpenWith("{", "}");
    }

    /// <summary>Opens any kind of bracket.</summary>
    public Block OpenWith(string opening, string closing)
    {
        Line(opening);
        _depth++;
        return new Block(this, closing);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>An open block.</summary>
    internal sealed class Block(SourceWriter writer, string closing) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            writer._depth--;
            writer._isBlankDue = false;
            writer.Line(closing);
            writer._isBlankDue = true;
        }
    }
}
