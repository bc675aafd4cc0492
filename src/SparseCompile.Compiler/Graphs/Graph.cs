using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Graphs;

/// <summary>What is computed: values, and operators in an order in which each comes after what it reads.</summary>
/// <param name="Values">The values by id. A value that no node computes and that is no input is dead.</param>
/// <param name="Nodes">The operators.</param>
/// <param name="Inputs">Ids of the inputs, at least one.</param>
/// <param name="Outputs">Ids of the outputs, at least one.</param>
public sealed record Graph(IReadOnlyList<Value> Values, IReadOnlyList<Node> Nodes, EquatableArray<int> Inputs, EquatableArray<int> Outputs)
{
    /// <summary>A graph with one input and one output.</summary>
    public Graph(IReadOnlyList<Value> values, IReadOnlyList<Node> nodes, int input, int output)
        : this(values, nodes, new EquatableArray<int>([input]), new EquatableArray<int>([output]))
    {
    }

    /// <summary>What callers call the outputs, in order; empty where there is one, which needs no name.</summary>
    public EquatableArray<string> OutputNames { get; init; }

    /// <summary>How many of the last inputs and outputs are states: the caller has one memory for both, which is read and then written.</summary>
    public int States { get; init; }

    /// <summary>Callers hand the input over in these integers, as floats; null for the values themselves.</summary>
    public IntegerEncoding? InputEncoding { get; init; }

    /// <summary>Callers take the output in these integers, as floats; null for the values themselves.</summary>
    public IntegerEncoding? OutputEncoding { get; init; }

    /// <summary>Id of the first input.</summary>
    public int Input => Inputs[0];

    /// <summary>Id of the first output.</summary>
    public int Output => Outputs[0];

    /// <summary>It has one input and one output.</summary>
    public bool IsFunction => Inputs.Count == 1 && Outputs.Count == 1;

    /// <summary>Elements of all inputs.</summary>
    public int InputLength => Inputs.Sum(input => Values[input].Length);

    /// <summary>Elements of all outputs.</summary>
    public int OutputLength => Outputs.Sum(output => Values[output].Length);

    /// <summary>The node that computes a value; null for an input.</summary>
    public Node? Producer(int value) => Nodes.FirstOrDefault(node => node.Output == value);

    /// <summary>The nodes that read a value, in order; one that reads it twice is there once.</summary>
    public IEnumerable<Node> Readers(int value) => Nodes.Where(node => node.Inputs.Contains(value));

    /// <summary>How often a value is read, as an output of the graph too.</summary>
    public int Uses(int value) => Nodes.Sum(node => node.Inputs.Count(input => input == value)) + Outputs.Count(output => output == value);

    /// <summary>The image that a value is; null where it is none, or no convolution or pool makes it one: two extents may be those of any input.</summary>
    public ImageShape? ImageOf(int value) => Nodes.Any(node => node.Operator is Conv or Pool or KWinners { Image: not null }) ? ImageShape.Of(Values[value].Shape) : null;

    /// <summary>The graph with the nodes that are in use: those that an output depends on.</summary>
    public Graph WithoutUnused()
    {
        HashSet<int> used = [.. Outputs];
        foreach (Node node in Nodes.Reverse().Where(node => used.Contains(node.Output)))
        {
            used.UnionWith(node.Inputs);
        }

        return this with { Nodes = [.. Nodes.Where(node => used.Contains(node.Output))] };
    }
}
