using SparseCompile.Compiler.Graphs;

namespace SparseCompile.Compiler.Quantization.Nodes;

/// <summary>An operator on integers, in its place in the graph.</summary>
/// <param name="Node">The node that it stands for: shapes, windows and names are there.</param>
public abstract record QuantizedNode(Node Node)
{
    /// <summary>What the operator computes: the definition that kernels and hardware are compared with.</summary>
    /// <param name="inputs">The inputs' elements, channels first.</param>
    public abstract sbyte[] Evaluate(IReadOnlyList<sbyte[]> inputs);

    /// <summary>Calls the visitor's overload for this node.</summary>
    public abstract T Accept<T>(IQuantizedVisitor<T> visitor);
}
