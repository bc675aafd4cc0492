namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>An activation by itself. A pass fuses it into what it follows.</summary>
/// <param name="Function">The function.</param>
public sealed record Elementwise(ActivationFunction Function) : Operator
{
    /// <inheritdoc/>
    public override ActivationFunction Activation => Function;

    /// <inheritdoc/>
    public override ElementFlow Flow => ElementFlow.Elementwise;

    /// <inheritdoc/>
    public override long DenseMacs => 0;

    /// <inheritdoc/>
    public override long NonZeroMacs => 0;

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs) => ReferenceActivation.Apply(Function, [.. inputs[0]]);

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
