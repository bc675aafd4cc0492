using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Quantization.Nodes;

/// <summary>Elements of the operands in another arrangement; all have one scale.</summary>
/// <param name="Node">The node.</param>
public sealed record QuantizedMove(Node Node) : QuantizedNode(Node)
{
    /// <summary>The map, which only reads.</summary>
    public Map Map => (Map)Node.Operator;

    /// <summary>Whether a map only reads elements, and computes nothing.</summary>
    public static bool IsMove(Map map) => map.Regions.All(region => region.Value is Read);

    /// <inheritdoc/>
    public override sbyte[] Evaluate(IReadOnlyList<sbyte[]> inputs)
    {
        sbyte[] output = new sbyte[Map.Output.Length];
        foreach (Region region in Map.Regions)
        {
            Read read = (Read)region.Value;
            int[] from = read.View.Elements(region.Extents), to = region.Places(Map.Output).Elements(region.Extents);
            for (int i = 0; i < to.Length; i++)
            {
                output[to[i]] = inputs[read.Operand][from[i]];
            }
        }

        return output;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IQuantizedVisitor<T> visitor) => visitor.Visit(this);
}
