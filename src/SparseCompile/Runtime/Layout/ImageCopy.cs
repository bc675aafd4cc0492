using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseCompile.Runtime;

/// <summary>Copies images from one layout to another.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ImageCopy
{
    /// <summary>Channels side by side, with zeros around the image.</summary>
    /// <param name="from">The image.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="isChannelsFirst">The image is channel after channel; else its channels are side by side.</param>
    public static void Pad(float* from, float* to, in PaddedPixels layout, bool isChannelsFirst)
    {
        (int channels, int width) = (layout.Channels, layout.Width);
        int first = Math.Max(0, layout.Top);
        int columns = Math.Min(width, layout.PaddedWidth - layout.Left);
        for (int row = 0; row < layout.PaddedHeight; row++)
        {
            float* target = to + ((nint)row * layout.RowFloats);
            int y = row - first;
            if (y < 0 || y >= layout.Height)
            {
                new Span<float>(target, layout.RowFloats).Clear();
                continue;
            }

            float* pixels = target + (layout.Left * channels);
            new Span<float>(target, layout.Left * channels).Clear();
            if (isChannelsFirst)
            {
                Transpose(from + (y * width), layout.Height * width, pixels, channels, channels, columns);
            }
            else
            {
                new ReadOnlySpan<float>(from + ((nint)y * width * channels), columns * channels).CopyTo(new Span<float>(pixels, columns * channels));
            }

            int behind = layout.PaddedWidth - layout.Left - columns;
            new Span<float>(pixels + (columns * channels), behind * channels).Clear();
        }

        new Span<float>(to + ((nint)layout.PaddedHeight * layout.RowFloats), PaddedPixels.Slack).Clear();
    }

    /// <summary>Channels, each in a plane, come side by side.</summary>
    /// <param name="from">The planes.</param>
    /// <param name="to">The pixels.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels of a channel.</param>
    /// <param name="planeFloats">Floats from one channel to the next.</param>
    public static void ToPixels(float* from, float* to, int channels, int pixels, int planeFloats) => Transpose(from, planeFloats, to, channels, channels, pixels);

    /// <summary>Channels side by side come one after the other.</summary>
    /// <param name="from">The pixels.</param>
    /// <param name="to">The channels.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels of a channel.</param>
    public static void ToChannels(float* from, float* to, int channels, int pixels) => Transpose(from, channels, to, pixels, pixels, channels);

    /// <summary>Channels, each in a plane with room behind it, come one after the other.</summary>
    /// <param name="from">The planes.</param>
    /// <param name="to">The channels.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels of a channel.</param>
    /// <param name="planeFloats">Floats from one channel to the next.</param>
    public static void Join(float* from, float* to, int channels, int pixels, int planeFloats)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            new ReadOnlySpan<float>(from + ((nint)channel * planeFloats), pixels).CopyTo(new Span<float>(to + ((nint)channel * pixels), pixels));
        }
    }

    /// <summary>to[j * toStride + i] = from[i * fromStride + j], for i below rows and j below columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* from, int fromStride, float* to, int toStride, int rows, int columns)
    {
        const int Size = Transpose8.Size;
        float** sources = stackalloc float*[Size];
        float** targets = stackalloc float*[Size];
        for (int i = 0; i < rows; i += Size)
        {
            int present = Math.Min(Size, rows - i);
            for (int j = 0; j < columns; j += Size)
            {
                int there = Math.Min(Size, columns - j);
                if (present == Size && there == Size)
                {
                    for (int k = 0; k < Size; k++)
                    {
                        sources[k] = from + ((nint)(i + k) * fromStride);
                        targets[k] = to + ((nint)(j + k) * toStride);
                    }

                    Transpose8.Run(sources, j, targets, i);
                    continue;
                }

                for (int k = 0; k < present; k++)
                {
                    for (int m = 0; m < there; m++)
                    {
                        to[((nint)(j + m) * toStride) + i + k] = from[((nint)(i + k) * fromStride) + j + m];
                    }
                }
            }
        }
    }
}
