namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>y = scale x + shift, element by element: a batch normalisation. Passes fold it into a neighbour.</summary>
/// <param name="Scale">Factor of each element.</param>
/// <param name="Shift">Addend of each element.</param>
public sealed record Affine(double[] Scale, double[] Shift) : Operator
{
    /// <inheritdoc/>
    public override ElementFlow Flow => ElementFlow.Elementwise;

    /// <inheritdoc/>
    public override long DenseMacs => Scale.Length;

    /// <inheritdoc/>
    public override long NonZeroMacs => Scale.Count(static scale => scale != 0);

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Length == Scale.Length ? inputs[0] : null;

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs) => [.. inputs[0].Select((x, i) => (Scale[i] * x) + Shift[i])];

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
