namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>y = activation(a + b + ...), element by element, summed in the order of the operands.</summary>
/// <param name="Function">The activation.</param>
public sealed record Add(ActivationFunction Function) : Operator
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
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => inputs.All(input => input.Length == inputs[0].Length) ? inputs[0] : null;

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs) =>
        ReferenceActivation.Apply(Function, [.. inputs[0].Select((_, i) => inputs.Sum(input => input[i]))]);

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
