using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Support;

/// <summary>A layer's table that was written as text: read from the C#, by a reader of its own.</summary>
internal sealed class PackedText
{
    private readonly Dictionary<string, int> _arguments;
    private int _read;

    /// <summary>Collects the constants and the arguments that go with them.</summary>
    /// <param name="run">What was generated.</param>
    /// <param name="layer">How the names of the layer's files begin.</param>
    public PackedText(GeneratorRun run, string layer)
    {
        SyntaxNode[] roots = [.. run.Sources.Where(source => source.Key.StartsWith(layer + ".", StringComparison.Ordinal)).Select(source => CSharpSyntaxTree.ParseText(source.Value).GetRoot())];
        string[] parts = [.. roots.SelectMany(root => root.DescendantNodes().OfType<VariableDeclaratorSyntax>())
            .Where(variable => variable.Identifier.Text.StartsWith("Part", StringComparison.Ordinal))
            .OrderBy(variable => int.Parse(variable.Identifier.Text[4..], System.Globalization.CultureInfo.InvariantCulture))
            .Select(variable => ((LiteralExpressionSyntax)variable.Initializer!.Value).Token.ValueText)];
        Parts = parts.Length;
        Text = string.Join('\n', parts);
        _arguments = roots.SelectMany(root => root.DescendantNodes().OfType<ArgumentSyntax>())
            .Where(argument => argument.NameColon is not null && argument.Expression.IsKind(SyntaxKind.NumericLiteralExpression))
            .ToDictionary(argument => argument.NameColon!.Name.Identifier.Text, argument => (int)((LiteralExpressionSyntax)argument.Expression).Token.Value!);
    }

    /// <summary>How many constants there are.</summary>
    public int Parts { get; }

    /// <summary>All lines.</summary>
    public string Text { get; }

    /// <summary>Nothing is left.</summary>
    public bool IsAtEnd => _read == Text.Length;

    /// <summary>A named argument.</summary>
    public int Argument(string name) => _arguments[name];

    /// <summary>The next section, of so many bytes: 15 bits a character, the lowest first.</summary>
    public byte[] Section(int length)
    {
        bool[] bits = [.. Text[_read..].Where(character => character != '\n').Take(((8 * length) + 14) / 15)
            .SelectMany(character => Enumerable.Range(0, 15).Select(bit => ((character - 0x3400) >> bit & 1) == 1))];
        for (int characters = ((8 * length) + 14) / 15; characters > 0 || (_read < Text.Length && Text[_read] == '\n'); _read++)
        {
            characters -= Text[_read] == '\n' ? 0 : 1;
        }

        return [.. bits.Take(8 * length).Chunk(8).Select(eight => (byte)eight.Select((bit, i) => bit ? 1 << i : 0).Sum())];
    }
}
