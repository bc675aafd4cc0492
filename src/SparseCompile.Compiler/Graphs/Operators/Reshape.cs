namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>The same elements in another shape, such as flattened.</summary>
/// <param name="Target">The shape.</param>
public sealed record Reshape(Shape Target) : Operator
{
    /// <inheritdoc/>
    public override ElementFlow Flow => ElementFlow.Elementwise;

    /// <inheritdoc/>
    public override long DenseMacs => 0;

    /// <inheritdoc/>
    public override long NonZeroMacs => 0;

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Length == Target.Length ? Target : null;

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs) => inputs[0];

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
