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

    /// <summary>A plane for each channel and column of a window.</summary>
    /// <param name="from">The image.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="isChannelsFirst">The image is channel after channel; else its channels are side by side.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Shift(float* from, float* to, in ShiftedPlanes layout, bool isChannelsFirst)
    {
        int step = isChannelsFirst ? 1 : layout.Channels;
        for (int tap = 0; tap < layout.KernelHeight; tap++)
        {
            if (!layout.IsFirst(tap))
            {
                continue;
            }

            int phase = layout.PhaseOf(tap), remainder = tap * layout.DilationY % layout.StrideY;
            for (int channel = 0; channel < layout.Channels; channel++)
            {
                float* image = from + (isChannelsFirst ? (nint)channel * layout.Height * layout.Width : channel);
                for (int column = 0; column < layout.KernelWidth; column++)
                {
                    float* plane = to + layout.PlaneOf(channel, column, phase);
                    int left = (column * layout.DilationX) - layout.Left;
                    for (int row = 0; row < layout.Rows; row++)
                    {
                        ShiftRow(image, plane + ((nint)row * layout.OutputWidth), layout, (row * layout.StrideY) + remainder - layout.Top, left, step);
                    }
                }
            }
        }
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

    private static void ShiftRow(float* image, float* target, in ShiftedPlanes layout, int y, int left, int step)
    {
        (int width, int stride) = (layout.OutputWidth, layout.StrideX);
        if (y < 0 || y >= layout.Height)
        {
            new Span<float>(target, width).Clear();
            return;
        }

        // Pixels whose input is inside of the row: from the first at which left + x stride is not negative.
        int first = Math.Min(width, left >= 0 ? 0 : (-left + stride - 1) / stride);
        int end = Math.Max(first, Math.Min(width, layout.Width - left <= 0 ? 0 : ((layout.Width - left - 1) / stride) + 1));
        for (int x = 0; x < first; x++)
        {
            target[x] = 0f;
        }

        float* source = image + ((((nint)y * layout.Width) + left) * step);
        if (step == 1 && stride == 1)
        {
            CopyRow(source + first, target + first, end - first);
        }
        else
        {
            nint distance = (nint)stride * step;
            for (int x = first; x < end; x++)
            {
                target[x] = source[x * distance];
            }
        }

        for (int x = end; x < width; x++)
        {
            target[x] = 0f;
        }
    }

    /// <summary>Copies a few floats: rows have some tens, for which a call of a general copy takes longer than the copy.</summary>
    private static void CopyRow(float* from, float* to, int count)
    {
        int i = 0;
        for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
        {
            Vector256.Load(from + i).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] = from[i];
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
