using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Quantization.Nodes;

/// <summary>The largest integer of each window; input and output have one scale. No window is without a value.</summary>
/// <param name="Node">The node.</param>
public sealed record QuantizedMaxPool(Node Node) : QuantizedNode(Node)
{
    /// <summary>The pool.</summary>
    public Pool Pool => (Pool)Node.Operator;

    /// <inheritdoc/>
    public override sbyte[] Evaluate(IReadOnlyList<sbyte[]> inputs)
    {
        sbyte[] output = new sbyte[Pool.Output.Length];
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = PoolTaps.Of(Pool, i).Max(offset => inputs[0][offset]);
        }

        return output;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IQuantizedVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>The mean of each window: an int32 sum, requantised by the scales and the divisor at once.</summary>
/// <param name="Node">The node.</param>
/// <param name="Requantisations">One for each pixel of the output: divisors differ at the edges.</param>
public sealed record QuantizedAveragePool(Node Node, Requantisation[] Requantisations) : QuantizedNode(Node)
{
    /// <summary>The pool.</summary>
    public Pool Pool => (Pool)Node.Operator;

    /// <inheritdoc/>
    public override sbyte[] Evaluate(IReadOnlyList<sbyte[]> inputs)
    {
        sbyte[] output = new sbyte[Pool.Output.Length];
        for (int i = 0; i < output.Length; i++)
        {
            long mean = Requantisations[i % Pool.Output.Pixels].Apply(PoolTaps.Of(Pool, i).Sum(offset => inputs[0][offset]));
            output[i] = (sbyte)Math.Min(Math.Max(mean, sbyte.MinValue), sbyte.MaxValue);
        }

        return output;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IQuantizedVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>Where a pool's windows lie.</summary>
internal static class PoolTaps
{
    /// <summary>Offsets of the inputs under the window of an output, padding left out.</summary>
    public static IEnumerable<int> Of(Pool pool, int output)
    {
        ImageShape image = pool.Output;
        int channel = output / image.Pixels, pixel = output % image.Pixels;
        for (int tapY = 0; tapY < pool.Window.Y.Kernel; tapY++)
        {
            int y = pool.Window.Y.InputOf(pixel / image.Width, tapY);
            for (int tapX = 0; tapX < pool.Window.X.Kernel; tapX++)
            {
                int x = pool.Window.X.InputOf(pixel % image.Width, tapX);
                if (y >= 0 && y < pool.Input.Height && x >= 0 && x < pool.Input.Width)
                {
                    yield return (((channel * pool.Input.Height) + y) * pool.Input.Width) + x;
                }
            }
        }
    }
}
