using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
    public static void Pad(float* from, float* to, in PaddedPixels layout, bool isChannelsFirst) => Pad(from, to, layout, isChannelsFirst, 0, layout.PaddedHeight);

    /// <summary>Some rows of it.</summary>
    /// <param name="from">The image.</param>
    /// <param name="to">Where its first row goes.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="isChannelsFirst">The image is channel after channel; else its channels are side by side.</param>
    /// <param name="firstRow">The first row, padding included.</param>
    /// <param name="endRow">The row behind the last.</param>
    public static void Pad(float* from, float* to, in PaddedPixels layout, bool isChannelsFirst, int firstRow, int endRow)
    {
        (int channels, int width) = (layout.Channels, layout.Width);
        int first = Math.Max(0, layout.Top);
        int columns = Math.Min(width, layout.PaddedWidth - layout.Left);
        for (int row = firstRow; row < endRow; row++)
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

        if (endRow == layout.PaddedHeight)
        {
            new Span<float>(to + ((nint)endRow * layout.RowFloats), PaddedPixels.Slack).Clear();
        }
    }

    /// <summary>Channels, each in a plane, come side by side.</summary>
    /// <param name="from">The planes.</param>
    /// <param name="to">The pixels.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels of a channel.</param>
    /// <param name="planeFloats">Floats from one channel to the next.</param>
    public static void ToPixels(float* from, float* to, int channels, int pixels, int planeFloats) => Transpose(from, planeFloats, to, channels, channels, pixels);

    /// <summary>Some pixels of them.</summary>
    /// <param name="from">The planes.</param>
    /// <param name="to">The pixels.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="planeFloats">Floats from one channel to the next.</param>
    /// <param name="firstPixel">The first pixel.</param>
    /// <param name="endPixel">The pixel behind the last.</param>
    public static void SomeToPixels(float* from, float* to, int channels, int planeFloats, int firstPixel, int endPixel) =>
        Transpose(from + firstPixel, planeFloats, to + ((nint)firstPixel * channels), channels, channels, endPixel - firstPixel);

    /// <summary>Channels side by side come one after the other.</summary>
    /// <param name="from">The pixels.</param>
    /// <param name="to">The channels.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels of a channel.</param>
    public static void ToChannels(float* from, float* to, int channels, int pixels) => Transpose(from, channels, to, pixels, pixels, channels);

    /// <summary>Some pixels of them.</summary>
    /// <param name="from">The pixels.</param>
    /// <param name="to">The channels.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels of a channel.</param>
    /// <param name="firstPixel">The first pixel.</param>
    /// <param name="endPixel">The pixel behind the last.</param>
    public static void SomeToChannels(float* from, float* to, int channels, int pixels, int firstPixel, int endPixel) =>
        Transpose(from + ((nint)firstPixel * channels), channels, to + firstPixel, pixels, endPixel - firstPixel, channels);

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
    /// <remarks>
    /// Sixteen rows at a time, so that a cache line of the result is written at once: with eight, planes whose distance is a power of two threw each other's halves out of the level-1 cache.
    /// What is left of rows and columns overlaps what was done before.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* from, nint fromStride, float* to, nint toStride, int rows, int columns)
    {
        const int Size = Transpose8.Size;
        if (rows < Size || columns < Size)
        {
            TransposeNarrow(from, fromStride, to, toStride, rows, columns);
            return;
        }

        int i = 0;
        for (; i + (2 * Size) <= rows; i += 2 * Size)
        {
            float* source = from + (i * fromStride), target = to + i;
            for (int j = 0; j < columns; j += Size)
            {
                int column = Math.Min(j, columns - Size);
                Transpose8.Run(source + column, fromStride, target + (column * toStride), toStride);
                Transpose8.Run(source + (Size * fromStride) + column, fromStride, target + (column * toStride) + Size, toStride);
            }
        }

        for (; i < rows; i += Size)
        {
            int row = Math.Min(i, rows - Size);
            for (int j = 0; j < columns; j += Size)
            {
                int column = Math.Min(j, columns - Size);
                Transpose8.Run(from + (row * fromStride) + column, fromStride, to + row + (column * toStride), toStride);
            }
        }
    }

    /// <summary>The same where there are fewer than eight rows or columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeNarrow(float* from, nint fromStride, float* to, nint toStride, int rows, int columns)
    {
        const int Size = 4;
        if (Sse.IsSupported && rows >= Size && columns >= Size)
        {
            for (int i = 0; i < rows; i += Size)
            {
                int row = Math.Min(i, rows - Size);
                for (int j = 0; j < columns; j += Size)
                {
                    int column = Math.Min(j, columns - Size);
                    Transpose8.RunQuarter(from + (row * fromStride) + column, fromStride, to + row + (column * toStride), toStride);
                }
            }

            return;
        }

        // The few channels of a pixel are written one after the other; pictures have three.
        int first = Sse.IsSupported && rows == 3 && toStride == 3 ? InterleaveThree(from, fromStride, to, columns) : 0;
        for (int j = first; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                to[(j * toStride) + i] = from[(i * fromStride) + j];
            }
        }
    }

    /// <summary>Three channels come side by side, four pixels at a time.</summary>
    /// <returns>The pixels that are done.</returns>
    private static int InterleaveThree(float* from, nint fromStride, float* to, int columns)
    {
        int j = 0;
        for (; j + 4 <= columns; j += 4)
        {
            Vector128<float> a = Sse.LoadVector128(from + j), b = Sse.LoadVector128(from + fromStride + j), c = Sse.LoadVector128(from + (2 * fromStride) + j);
            Vector128<float> c0a1 = Sse.Shuffle(c, a, 0b01_01_00_00), b1c1 = Sse.Shuffle(b, c, 0b01_01_01_01);
            Vector128<float> c2a3 = Sse.Shuffle(c, a, 0b11_11_10_10), b3c3 = Sse.Shuffle(b, c, 0b11_11_11_11);
            float* pixels = to + (3 * j);
            Sse.Store(pixels, Sse.Shuffle(Sse.UnpackLow(a, b), c0a1, 0b10_00_01_00));
            Sse.Store(pixels + 4, Sse.Shuffle(b1c1, Sse.UnpackHigh(a, b), 0b01_00_10_00));
            Sse.Store(pixels + 8, Sse.Shuffle(c2a3, b3c3, 0b10_00_10_00));
        }

        return j;
    }
}
