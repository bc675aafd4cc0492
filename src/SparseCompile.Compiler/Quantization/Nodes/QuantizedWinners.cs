using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Quantization.Nodes;

/// <summary>The k largest integers as they are, all others 0. What ties with the k-th stays.</summary>
/// <remarks>Values are ranked as int8: with 256 ranks a histogram gives the threshold. Boosting is a factor of eight bits.</remarks>
/// <param name="Node">The node.</param>
/// <param name="Factors">One for each channel of an image, or each element of a vector, from 0 to <see cref="Neutral"/>; empty for none.</param>
public sealed record QuantizedWinners(Node Node, int[] Factors) : QuantizedNode(Node)
{
    /// <summary>The factor that leaves a value its rank.</summary>
    public const int Neutral = 128;

    /// <summary>The operator.</summary>
    public KWinners Winners => (KWinners)Node.Operator;

    /// <summary>The rank of a value, from -128 to 127.</summary>
    /// <param name="value">The value.</param>
    /// <param name="factor">Its factor.</param>
    public static int Rank(int value, int factor) => ((value * factor) + (Neutral / 2)) >> 7;

    /// <summary>The factor of an element, by its place in the value's own order.</summary>
    public int FactorOf(int element) => Factors.Length == 0 ? Neutral : Factors[Winners.Image is { } image ? element / image.Pixels : element];

    /// <inheritdoc/>
    public override sbyte[] Evaluate(IReadOnlyList<sbyte[]> inputs)
    {
        sbyte[] output = new sbyte[inputs[0].Length];
        int[] histogram = new int[256];
        foreach (int[] group in Winners.Groups())
        {
            Array.Clear(histogram, 0, histogram.Length);
            foreach (int element in group)
            {
                histogram[RankOf(element) + 128]++;
            }

            int threshold = 127;
            for (int above = histogram[255]; above < Winners.Count; above += histogram[threshold + 128])
            {
                threshold--;
            }

            foreach (int element in group.Where(element => RankOf(element) >= threshold))
            {
                output[element] = inputs[0][element];
            }
        }

        return output;

        int RankOf(int element) => Rank(inputs[0][element], FactorOf(element));
    }

    /// <inheritdoc/>
    public override T Accept<T>(IQuantizedVisitor<T> visitor) => visitor.Visit(this);
}
