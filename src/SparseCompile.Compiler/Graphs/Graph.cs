using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Graphs;

/// <summary>What is computed: values, and operators in an order in which each comes after what it reads.</summary>
/// <param name="Values">The values by id. A value that no node computes and that is not the input is dead.</param>
/// <param name="Nodes">The operators.</param>
/// <param name="Input">Id of the input.</param>
/// <param name="Output">Id of the output.</param>
public sealed record Graph(IReadOnlyList<Value> Values, IReadOnlyList<Node> Nodes, int Input, int Output)
{
    /// <summary>Elements of one input.</summary>
    public int InputLength => Values[Input].Length;

    /// <summary>Elements of one output.</summary>
    public int OutputLength => Values[Output].Length;

    /// <summary>The node that computes a value; null for the input.</summary>
    public Node? Producer(int value) => Nodes.FirstOrDefault(node => node.Output == value);

    /// <summary>The nodes that read a value, in order; one that reads it twice is there once.</summary>
    public IEnumerable<Node> Readers(int value) => Nodes.Where(node => node.Inputs.Contains(value));

    /// <summary>How often a value is read, the graph's own output included.</summary>
    public int Uses(int value) => Nodes.Sum(node => node.Inputs.Count(input => input == value)) + (value == Output ? 1 : 0);

    /// <summary>The image that a value is; null where it is none, or no convolution or pool makes it one: two extents may be those of any input.</summary>
    public ImageShape? ImageOf(int value) => Nodes.Any(node => node.Operator is Conv or Pool or KWinners { Image: not null }) ? ImageShape.Of(Values[value].Shape) : null;

    /// <summary>The graph with the nodes that are in use: those that the output depends on.</summary>
    public Graph WithoutUnused()
    {
        HashSet<int> used = [Output];
        foreach (Node node in Nodes.Reverse().Where(node => used.Contains(node.Output)))
        {
            used.UnionWith(node.Inputs);
        }

        return this with { Nodes = [.. Nodes.Where(node => used.Contains(node.Output))] };
    }
}
