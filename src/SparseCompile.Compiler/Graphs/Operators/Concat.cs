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
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => Shape.Vector(inputs.Sum(input => input.Length));

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs) => [.. inputs.SelectMany(input => input)];

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
