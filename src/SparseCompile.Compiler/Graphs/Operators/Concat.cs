namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>The elements of the operands, one after the other.</summary>
public sealed record Concat : Operator
{
    /// <inheritdoc/>
    public override ElementFlow Flow => ElementFlow.Consecutive;

    /// <inheritdoc/>
    public override long DenseMacs => 0;

    /// <inheritdoc/>
    public override long NonZeroMacs => 0;

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs)
    {
        // Images of the same size become one with all their channels.
        bool areImages = inputs.All(input => input.Extents.Count > 1 && input.Extents.Skip(1).SequenceEqual(inputs[0].Extents.Skip(1)));
        return areImages ? Shape.Of(inputs[0].Extents.Skip(1).Prepend(inputs.Sum(input => input.Extents[0]))) : Shape.Vector(inputs.Sum(input => input.Length));
    }

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs) => [.. inputs.SelectMany(input => input)];

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
