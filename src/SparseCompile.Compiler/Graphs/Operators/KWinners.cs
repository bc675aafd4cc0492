using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>The k largest values as they are, all others 0; what equals the k-th largest stays too.</summary>
/// <param name="Count">k.</param>
/// <param name="Length">Values of one inference.</param>
/// <param name="Image">The image that they are; null for a vector.</param>
/// <param name="IsPerPixel">The channels of each pixel compete; else all values.</param>
/// <param name="Factors">What values are multiplied by to be ranked: one for each channel of an image, or for each value of a vector; empty for none.</param>
public sealed record KWinners(int Count, int Length, ImageShape? Image, bool IsPerPixel, EquatableArray<float> Factors) : Operator
{
    /// <summary>How many values compete with one another.</summary>
    public int Competing => IsPerPixel ? Image!.Value.Channels : Length;

    /// <summary>Share of zeros in what it computes, if no value is zero before.</summary>
    public double Sparsity => 1 - ((double)Count / Competing);

    /// <inheritdoc/>
    public override ElementFlow Flow => Image is null ? ElementFlow.Ranked : ElementFlow.Channelwise;

    /// <inheritdoc/>
    public override long DenseMacs => 0;

    /// <inheritdoc/>
    public override long NonZeroMacs => 0;

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Length == Length ? inputs[0] : null;

    /// <summary>The factor of an element, by its place in the value's own order.</summary>
    public float FactorOf(int element) => Factors.Count == 0 ? 1 : Factors[Image is { } image ? element / image.Pixels : element];

    /// <summary>Elements that compete, group by group.</summary>
    public IEnumerable<int[]> Groups() => !IsPerPixel
        ? [[.. Enumerable.Range(0, Length)]]
        : Enumerable.Range(0, Image!.Value.Pixels).Select(pixel => Enumerable.Range(0, Image.Value.Channels).Select(channel => (channel * Image.Value.Pixels) + pixel).ToArray());

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        double[] result = new double[Length];
        foreach (int[] group in Groups())
        {
            // NaN is larger than any number.
            double least = group.Select(Rank).OrderByDescending(value => double.IsNaN(value) ? double.PositiveInfinity : value).ThenByDescending(double.IsNaN).ElementAt(Count - 1);
            foreach (int element in group)
            {
                result[element] = Rank(element) < least ? 0 : inputs[0][element];
            }
        }

        return result;

        double Rank(int element) => inputs[0][element] * FactorOf(element);
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
