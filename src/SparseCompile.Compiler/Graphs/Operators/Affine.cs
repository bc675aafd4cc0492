namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>y = scale x + shift, element by element: a batch normalisation. Passes fold it into a neighbour.</summary>
/// <param name="Scale">Factor of each element, or of each channel.</param>
/// <param name="Shift">Addend of each element, or of each channel.</param>
public sealed record Affine(double[] Scale, double[] Shift) : Operator
{
    /// <summary>Elements of a channel; 1 where each element has figures of its own.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Elements that it applies to.</summary>
    public int Length => Scale.Length * Repeat;

    /// <inheritdoc/>
    public override ElementFlow Flow => ElementFlow.Elementwise;

    /// <inheritdoc/>
    public override long DenseMacs => Length;

    /// <inheritdoc/>
    public override long NonZeroMacs => (long)Scale.Count(static scale => scale != 0) * Repeat;

    /// <summary>The same with figures for every element.</summary>
    public Affine Expanded() => Repeat == 1 ? this : new Affine([.. Expand(Scale)], [.. Expand(Shift)]);

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Length == Length ? inputs[0] : null;

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs) => [.. inputs[0].Select((x, i) => (Scale[i / Repeat] * x) + Shift[i / Repeat])];

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);

    private IEnumerable<double> Expand(double[] channels) => channels.SelectMany(channel => Enumerable.Repeat(channel, Repeat));
}
