using System.Text;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp.Tables;

/// <summary>Writes bytes as lines of text, fifteen bits a character: what <c>TableText</c> of the run-time library reads.</summary>
internal sealed class TableTextEncoder
{
    private readonly List<string> _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Adds a section, which begins a line of its own.</summary>
    public void Add(byte[] section)
    {
        StringBuilder line = new(TableTextFormat.LineLength);
        uint held = 0;
        int bits = 0;
        foreach (byte value in section)
        {
            held |= (uint)value << bits;
            bits += 8;
            if (bits >= TableTextFormat.BitsPerCharacter)
            {
                Add(line, held);
                held >>= TableTextFormat.BitsPerCharacter;
                bits -= TableTextFormat.BitsPerCharacter;
            }
        }

        if (bits > 0)
        {
            Add(line, held);
        }

        if (line.Length > 0)
        {
            _lines.Add(line.ToString());
        }
    }

    private void Add(StringBuilder line, uint bits)
    {
        line.Append((char)(TableTextFormat.Zero + (bits & ((1 << TableTextFormat.BitsPerCharacter) - 1))));
        if (line.Length == TableTextFormat.LineLength)
        {
            _lines.Add(line.ToString());
            line.Clear();
        }
    }
}
