using SparseCompile.Compiler.Common;
using SparseCompile.Generator.Parsing;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Names that differ in letter case only: hint names must not, or adding the second source throws.</summary>
internal sealed record NameCollisions(EquatableArray<string> Names)
{
    /// <summary>The names that collide.</summary>
    public static NameCollisions Find(IEnumerable<ParsedDeclaration> declarations) =>
        new(declarations.Select(parsed => parsed.Declaration?.FullName)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.OrderBy(name => name, StringComparer.Ordinal).Skip(1))
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray());

    /// <summary>What keeps a name's hints apart from those it collides with; empty for most.</summary>
    public string SuffixOf(string name)
    {
        int index = 0;
        foreach (string other in Names)
        {
            if (string.Equals(other, name, StringComparison.OrdinalIgnoreCase))
            {
                index++;
                if (other == name)
                {
                    return "-" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
                }
            }
        }

        return "";
    }
}
