namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>What a pool makes of its window.</summary>
public enum PoolKind
{
    /// <summary>The largest value; padding is no value. NaN where any is.</summary>
    Max,

    /// <summary>The mean.</summary>
    Average,
}

/// <summary>One value of each window of a channel.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Window">The window, not dilated where it averages.</param>
/// <param name="Input">The image that it reads.</param>
/// <param name="CountsPadding">Padding counts as zeros of a mean; what sizes rounded up add never does.</param>
public sealed record Pool(PoolKind Kind, SlidingWindow Window, ImageShape Input, bool CountsPadding) : Operator
{
    /// <summary>The image that it computes.</summary>
    public ImageShape Output => Window.Output(Input, Input.Channels);

    /// <summary>Every window has a value that is no padding.</summary>
    public bool IsNeverEmpty => IsMet(Window.Y, Output.Height, Input.Height) && IsMet(Window.X, Output.Width, Input.Width);

    /// <inheritdoc/>
    public override ElementFlow Flow => ElementFlow.Channelwise;

    /// <inheritdoc/>
    public override long DenseMacs => 0;

    /// <inheritdoc/>
    public override long NonZeroMacs => 0;

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => ImageShape.Of(inputs[0]) == Input && Output.Pixels > 0 ? Output.Like(inputs[0]) : null;

    /// <summary>What a mean is divided by.</summary>
    public int DivisorAt(int y, int x) => Count(Window.Y, y, Input.Height) * Count(Window.X, x, Input.Width);

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        ImageShape output = Output;
        double[] result = new double[output.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int channel = i / output.Pixels, y = i % output.Pixels / output.Width, x = i % output.Width;
            double[] values = [.. Values(inputs[0], channel, y, x)];
            result[i] = Kind == PoolKind.Average ? values.Sum() / DivisorAt(y, x)
                : values.Any(double.IsNaN) ? double.NaN : values.DefaultIfEmpty(double.NegativeInfinity).Max();
        }

        return result;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);

    private static bool IsMet(WindowAxis axis, int outputs, int inputs) =>
        Enumerable.Range(0, outputs).All(output => Enumerable.Range(0, axis.Kernel).Any(tap => axis.InputOf(output, tap) >= 0 && axis.InputOf(output, tap) < inputs));

    private IEnumerable<double> Values(double[] input, int channel, int y, int x) =>
        from tapY in Enumerable.Range(0, Window.Y.Kernel)
        let row = Window.Y.InputOf(y, tapY)
        where row >= 0 && row < Input.Height
        from tapX in Enumerable.Range(0, Window.X.Kernel)
        let column = Window.X.InputOf(x, tapX)
        where column >= 0 && column < Input.Width
        select input[(((channel * Input.Height) + row) * Input.Width) + column];

    private int Count(WindowAxis axis, int output, int inputs)
    {
        int first = axis.InputOf(output, 0);
        int end = Math.Min(first + axis.Reach, inputs + (CountsPadding ? axis.PadAfter : 0));
        return end - (CountsPadding ? first : Math.Max(0, first));
    }
}
