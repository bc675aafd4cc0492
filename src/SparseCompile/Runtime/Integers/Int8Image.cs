using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>Operators on int8 values that have no weights.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Int8Image
{
    /// <summary>The largest value of each window; padding is no value.</summary>
    public static void MaxPool(in Int8Window window, int channels, sbyte* input, sbyte* output)
    {
        for (int i = 0; i < channels * window.Pixels; i++)
        {
            int largest = sbyte.MinValue;
            int y = i % window.Pixels / window.X.Outputs, x = i % window.X.Outputs;
            sbyte* plane = input + ((long)(i / window.Pixels) * window.InputPixels);
            for (int tapY = 0; tapY < window.Y.Kernel; tapY++)
            {
                int row = (y * window.Y.Stride) + window.Y.Offset(tapY);
                for (int tapX = 0; (uint)row < (uint)window.Y.Inputs && tapX < window.X.Kernel; tapX++)
                {
                    int column = (x * window.X.Stride) + window.X.Offset(tapX);
                    largest = (uint)column < (uint)window.X.Inputs ? Math.Max(largest, plane[(row * window.X.Inputs) + column]) : largest;
                }
            }

            output[i] = (sbyte)largest;
        }
    }

    /// <summary>The mean of each window; padding is 0.</summary>
    /// <param name="window">The window.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="input">The image, channels first.</param>
    /// <param name="output">The result, channels first.</param>
    /// <param name="multipliers">One for all pixels, or one for each.</param>
    /// <param name="shifts">The same.</param>
    public static void AveragePool(in Int8Window window, int channels, sbyte* input, sbyte* output, ReadOnlySpan<ushort> multipliers, ReadOnlySpan<byte> shifts)
    {
        Int8Result result = new(sbyte.MinValue, sbyte.MaxValue, default);
        for (int i = 0; i < channels * window.Pixels; i++)
        {
            int sum = 0;
            int y = i % window.Pixels / window.X.Outputs, x = i % window.X.Outputs;
            sbyte* plane = input + ((long)(i / window.Pixels) * window.InputPixels);
            for (int tapY = 0; tapY < window.Y.Kernel; tapY++)
            {
                int row = (y * window.Y.Stride) + window.Y.Offset(tapY);
                for (int tapX = 0; (uint)row < (uint)window.Y.Inputs && tapX < window.X.Kernel; tapX++)
                {
                    int column = (x * window.X.Stride) + window.X.Offset(tapX);
                    sum += (uint)column < (uint)window.X.Inputs ? plane[(row * window.X.Inputs) + column] : 0;
                }
            }

            int pixel = multipliers.Length == 1 ? 0 : i % window.Pixels;
            output[i] = result.Of(sum, multipliers[pixel], shifts[pixel]);
        }
    }

    /// <summary>The k largest of each group of values and what ties with them; the others become 0.</summary>
    /// <param name="input">The values, channels first.</param>
    /// <param name="output">The result.</param>
    /// <param name="count">k.</param>
    /// <param name="shape">Channels, pixels of a channel, and pixels whose values compete: one, or all.</param>
    /// <param name="factors">Factor of each channel's ranks, 128 for none; empty for none at all.</param>
    public static void Winners(sbyte* input, sbyte* output, int count, (int Channels, int Pixels, int Competing) shape, ReadOnlySpan<byte> factors)
    {
        Span<int> histogram = stackalloc int[256];
        for (int first = 0; first < shape.Pixels; first += shape.Competing)
        {
            histogram.Clear();
            for (int i = 0; i < shape.Channels * shape.Competing; i++)
            {
                histogram[Rank(input, At(i, first, shape), i / shape.Competing, factors) + 128]++;
            }

            int threshold = sbyte.MaxValue;
            for (int above = histogram[255]; above < count; above += histogram[threshold + 128])
            {
                threshold--;
            }

            for (int i = 0; i < shape.Channels * shape.Competing; i++)
            {
                int at = At(i, first, shape);
                output[at] = Rank(input, at, i / shape.Competing, factors) >= threshold ? input[at] : (sbyte)0;
            }
        }
    }

    private static int At(int element, int first, (int Channels, int Pixels, int Competing) shape) => (element / shape.Competing * shape.Pixels) + first + (element % shape.Competing);

    private static int Rank(sbyte* input, int at, int channel, ReadOnlySpan<byte> factors) => factors.IsEmpty ? input[at] : ((input[at] * factors[channel]) + 64) >> 7;
}
