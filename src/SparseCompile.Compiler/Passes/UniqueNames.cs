using SparseCompile.Compiler.Graphs;

namespace SparseCompile.Compiler.Passes;

/// <summary>Names for nodes that passes add.</summary>
internal static class UniqueNames
{
    /// <summary>A name that no node has: this one, or the same with a number.</summary>
    public static string Of(string name, IReadOnlyList<Node> nodes)
    {
        string unique = name;
        for (int i = 2; nodes.Any(node => node.Name == unique); i++)
        {
            unique = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
