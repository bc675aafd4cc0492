using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>y = activation(W * x + b), a window sliding over an image: convolution as neural networks have it, in any number of groups.</summary>
/// <param name="Weights">W, [channels of the output, channels of the input x rows x columns of the window]; groups are absent weights.</param>
/// <param name="Bias">b, one for each channel of the output.</param>
/// <param name="Function">The activation.</param>
/// <param name="Window">The window.</param>
/// <param name="Input">The image that it reads.</param>
public sealed record Conv(CsrMatrix Weights, float[] Bias, ActivationFunction Function, SlidingWindow Window, ImageShape Input) : MatrixOperator(Weights, Bias, Function)
{
    /// <summary>The image that it computes.</summary>
    public ImageShape Output => Window.Output(Input, Outputs);

    /// <summary>Groups of channels that the dense operator connects.</summary>
    public int Groups { get; init; } = 1;

    /// <inheritdoc/>
    public override int Positions => Output.Pixels;

    /// <inheritdoc/>
    public override long DenseWeights => (long)Outputs * Inputs / Groups;

    /// <inheritdoc/>
    public override long DenseMacs => DenseWeights * Positions;

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => ImageShape.Of(inputs[0]) == Input && Output.Pixels > 0 ? Output.Like(inputs[0]) : null;

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        ImageShape output = Output;
        double[] result = new double[output.Length];
        for (int channel = 0; channel < output.Channels; channel++)
        {
            int first = channel * output.Pixels;
            for (int pixel = 0; pixel < output.Pixels; pixel++)
            {
                result[first + pixel] = Bias[channel];
            }

            for (int k = Weights.RowStarts[channel]; k < Weights.RowStarts[channel + 1]; k++)
            {
                AddTap(inputs[0], result, first, (Weights.ColumnIndices[k], Weights.Values[k]));
            }
        }

        return ReferenceActivation.Apply(Function, result);
    }

    /// <summary>Offset of the input under a tap of the window at a pixel of the output, channels first; -1 for padding.</summary>
    /// <param name="tap">Column of the matrix.</param>
    /// <param name="pixel">Pixel of the output.</param>
    public int OffsetOf(int tap, int pixel)
    {
        int width = Output.Width;
        int y = Window.Y.InputOf(pixel / width, tap / Window.X.Kernel % Window.Y.Kernel);
        int x = Window.X.InputOf(pixel % width, tap % Window.X.Kernel);
        bool isInside = y >= 0 && y < Input.Height && x >= 0 && x < Input.Width;
        return isInside ? (((tap / Window.Taps * Input.Height) + y) * Input.Width) + x : -1;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);

    /// <summary>Adds one tap at all pixels of a channel: each sum takes its taps in ascending order, and padding none.</summary>
    private void AddTap(double[] input, double[] sums, int first, (int Column, double Weight) tap)
    {
        ImageShape output = Output;
        int plane = tap.Column / Window.Taps * Input.Pixels;
        for (int pixelY = 0; pixelY < output.Height; pixelY++)
        {
            int y = Window.Y.InputOf(pixelY, tap.Column / Window.X.Kernel % Window.Y.Kernel);
            for (int pixelX = 0; y >= 0 && y < Input.Height && pixelX < output.Width; pixelX++)
            {
                int x = Window.X.InputOf(pixelX, tap.Column % Window.X.Kernel);
                if (x >= 0 && x < Input.Width)
                {
                    sums[first + (pixelY * output.Width) + pixelX] += tap.Weight * input[plane + (y * Input.Width) + x];
                }
            }
        }
    }
}
