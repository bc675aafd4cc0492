using System.Numerics;
using System.Runtime.InteropServices;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Benchmarking.Baselines;

/// <summary>Convolutions as people write them in C#: each weight meets the pixels of a row, over a padded copy of the image.</summary>
internal static class ConvBaselines
{
    /// <summary>Over all weights, zeros included.</summary>
    public static Action<float[], float[]> Dense(Conv conv) => Over(conv, [.. Enumerable.Range(0, conv.Outputs).SelectMany(row => DenseTaps(conv, row))]);

    /// <summary>Over the non-zeros.</summary>
    public static Action<float[], float[]> Csr(Conv conv) => Over(conv, [.. Enumerable.Range(0, conv.Outputs).SelectMany(row => Taps(conv.Weights, row))]);

    private static Action<float[], float[]> Over(Conv conv, (int Row, int Tap, float Weight)[] taps)
    {
        (ImageShape input, ImageShape output, SlidingWindow window) = (conv.Input, conv.Output, conv.Window);
        int height = input.Height + window.Y.PadBefore + window.Y.PadAfter, width = input.Width + window.X.PadBefore + window.X.PadAfter;
        float[] padded = new float[input.Channels * height * width];
        (int Row, int Offset, float Weight)[] places =
        [
            .. taps.Select(tap => (tap.Row, (((tap.Tap / window.Taps * height) + (tap.Tap / window.X.Kernel % window.Y.Kernel * window.Y.Dilation)) * width) + (tap.Tap % window.X.Kernel * window.X.Dilation), tap.Weight)),
        ];
        return (image, result) =>
        {
            Pad(image, padded, input, (window.Y.PadBefore, window.X.PadBefore, height, width));
            for (int channel = 0; channel < output.Channels; channel++)
            {
                result.AsSpan(channel * output.Pixels, output.Pixels).Fill(conv.Bias[channel]);
            }

            foreach ((int row, int offset, float weight) in places)
            {
                for (int y = 0; y < output.Height; y++)
                {
                    Span<float> target = result.AsSpan((row * output.Pixels) + (y * output.Width), output.Width);
                    Add(target, padded.AsSpan(offset + (y * window.Y.Stride * width)), weight, window.X.Stride);
                }
            }
        };
    }

    private static void Pad(float[] image, float[] padded, ImageShape input, (int Top, int Left, int Height, int Width) extents)
    {
        for (int channel = 0; channel < input.Channels; channel++)
        {
            for (int y = 0; y < input.Height; y++)
            {
                image.AsSpan(((channel * input.Height) + y) * input.Width, input.Width)
                    .CopyTo(padded.AsSpan((((channel * extents.Height) + y + extents.Top) * extents.Width) + extents.Left));
            }
        }
    }

    private static void Add(Span<float> target, ReadOnlySpan<float> source, float weight, int stride)
    {
        int done = 0;
        if (stride == 1)
        {
            Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(target);
            ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(source);
            Vector<float> factor = new(weight);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] = Vector.FusedMultiplyAdd(values[i], factor, sums[i]);
            }

            done = sums.Length * Vector<float>.Count;
        }

        for (int x = done; x < target.Length; x++)
        {
            target[x] += source[x * stride] * weight;
        }
    }

    private static IEnumerable<(int Row, int Tap, float Weight)> Taps(CsrMatrix matrix, int row) =>
        Enumerable.Range(matrix.RowStarts[row], matrix.RowLength(row)).Select(k => (row, matrix.ColumnIndices[k], matrix.Values[k]));

    /// <summary>All taps of a channel's own group.</summary>
    private static IEnumerable<(int Row, int Tap, float Weight)> DenseTaps(Conv conv, int row)
    {
        int taps = conv.Inputs / conv.Groups, first = row / Math.Max(1, conv.Outputs / conv.Groups) * taps;
        float[] weights = new float[taps];
        foreach ((_, int tap, float weight) in Taps(conv.Weights, row).Where(tap => tap.Tap >= first && tap.Tap < first + taps))
        {
            weights[tap - first] = weight;
        }

        return weights.Select((weight, i) => (row, first + i, weight));
    }
}
