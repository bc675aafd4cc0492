using SparseCompile.Compiler.Graphs;

namespace SparseCompile.Compiler.Quantization.Nodes;

/// <summary>A sum of values with scales of their own: integers times multipliers, shifted and rounded once.</summary>
/// <param name="Node">The node.</param>
/// <param name="Multipliers">One for each operand, 0 to 65,535.</param>
/// <param name="Shift">The shift, which they share.</param>
/// <param name="Epilogue">What follows.</param>
public sealed record QuantizedAdd(Node Node, int[] Multipliers, int Shift, QuantizedEpilogue Epilogue) : QuantizedNode(Node)
{
    /// <summary>What the sum of products is requantised by.</summary>
    public Requantisation Requantisation => new(1, Shift);

    /// <inheritdoc/>
    public override sbyte[] Evaluate(IReadOnlyList<sbyte[]> inputs)
    {
        sbyte[] output = new sbyte[inputs[0].Length];
        for (int i = 0; i < output.Length; i++)
        {
            int sum = 0;
            for (int operand = 0; operand < inputs.Count; operand++)
            {
                sum += inputs[operand][i] * Multipliers[operand];
            }

            output[i] = Epilogue.Apply(Requantisation.Apply(sum));
        }

        return output;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IQuantizedVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>The operands, one after the other; all have one scale.</summary>
/// <param name="Node">The node.</param>
public sealed record QuantizedConcat(Node Node) : QuantizedNode(Node)
{
    /// <inheritdoc/>
    public override sbyte[] Evaluate(IReadOnlyList<sbyte[]> inputs) => [.. inputs.SelectMany(input => input)];

    /// <inheritdoc/>
    public override T Accept<T>(IQuantizedVisitor<T> visitor) => visitor.Visit(this);
}
