using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Pools images whose channels are side by side: the same operations in the same order for every vector width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ImagePool
{
    /// <summary>The largest value of each window; NaN where any is.</summary>
    /// <param name="from">The image.</param>
    /// <param name="to">The result.</param>
    /// <param name="window">The window.</param>
    public static void Max(float* from, float* to, in PoolWindow window) => Max(from, to, window, 0, window.Y.Outputs);

    /// <summary>Some rows of it.</summary>
    /// <param name="from">The image.</param>
    /// <param name="to">Where its first row goes.</param>
    /// <param name="window">The window.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="endRow">The row behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max(float* from, float* to, in PoolWindow window, int firstRow, int endRow)
    {
        int channels = window.Channels;
        nint row = (nint)window.Y.Dilation * window.X.Inputs * channels;
        nint column = (nint)window.X.Dilation * channels;
        to += (nint)firstRow * window.X.Outputs * channels;
        for (int y = firstRow; y < endRow; y++)
        {
            (int firstY, int endY) = (window.Y.FirstTap(y), window.Y.EndTap(y));
            for (int x = 0; x < window.X.Outputs; x++, to += channels)
            {
                (int firstX, int endX) = (window.X.FirstTap(x), window.X.EndTap(x));
                if (endY <= firstY || endX <= firstX)
                {
                    new Span<float>(to, channels).Fill(float.NegativeInfinity);
                    continue;
                }

                float* first = At(from, window, (y, firstY), (x, firstX));
                if (endY - firstY == 2 && endX - firstX == 2)
                {
                    LargestOfFour(first, row, column, to, channels);
                }
                else
                {
                    Largest(first, (row, endY - firstY), (column, endX - firstX), to, channels);
                }
            }
        }
    }

    /// <summary>The mean of each window: a sum from +0, taps ascending, divided once.</summary>
    /// <param name="from">The image.</param>
    /// <param name="to">The result.</param>
    /// <param name="window">The window.</param>
    /// <param name="countsPadding">Padding counts as zeros.</param>
    public static void Average(float* from, float* to, in PoolWindow window, bool countsPadding) => Average(from, to, window, countsPadding, 0, window.Y.Outputs);

    /// <summary>Some rows of it.</summary>
    /// <param name="from">The image.</param>
    /// <param name="to">Where its first row goes.</param>
    /// <param name="window">The window.</param>
    /// <param name="countsPadding">Padding counts as zeros.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="endRow">The row behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average(float* from, float* to, in PoolWindow window, bool countsPadding, int firstRow, int endRow)
    {
        int channels = window.Channels;
        to += (nint)firstRow * window.X.Outputs * channels;
        for (int y = firstRow; y < endRow; y++)
        {
            for (int x = 0; x < window.X.Outputs; x++, to += channels)
            {
                new Span<float>(to, channels).Clear();
                for (int tapY = window.Y.FirstTap(y); tapY < window.Y.EndTap(y); tapY++)
                {
                    for (int tapX = window.X.FirstTap(x); tapX < window.X.EndTap(x); tapX++)
                    {
                        Add(At(from, window, (y, tapY), (x, tapX)), to, channels);
                    }
                }

                Divide(to, channels, window.Y.Count(y, countsPadding) * window.X.Count(x, countsPadding));
            }
        }
    }

    private static float* At(float* from, in PoolWindow window, (int Output, int Tap) y, (int Output, int Tap) x)
    {
        nint row = (y.Output * window.Y.Stride) + (y.Tap * window.Y.Dilation) - window.Y.PadBefore;
        nint column = (x.Output * window.X.Stride) + (x.Tap * window.X.Dilation) - window.X.PadBefore;
        return from + (((row * window.X.Inputs) + column) * window.Channels);
    }

    /// <summary>The usual window of two rows and two columns: nothing but loads, comparisons and a store.</summary>
    private static void LargestOfFour(float* values, nint row, nint column, float* to, int count)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= count; i += Vector<float>.Count, values += Vector<float>.Count)
        {
            Vector<float> above = Larger(Vector.Load(values), Vector.Load(values + column));
            Larger(Larger(above, Vector.Load(values + row)), Vector.Load(values + row + column)).Store(to + i);
        }

        for (; i < count; i++, values++)
        {
            to[i] = Larger(Larger(Larger(*values, values[column]), values[row]), values[row + column]);
        }
    }

    private static void Largest(float* values, (nint Step, int Count) rows, (nint Step, int Count) columns, float* to, int count)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= count; i += Vector<float>.Count, values += Vector<float>.Count)
        {
            Vector<float> best = Vector.Load(values);
            for (int y = 0; y < rows.Count; y++)
            {
                float* value = values + (y * rows.Step);
                for (int x = 0; x < columns.Count; x++, value += columns.Step)
                {
                    best = Larger(best, Vector.Load(value));
                }
            }

            best.Store(to + i);
        }

        for (; i < count; i++, values++)
        {
            float best = *values;
            for (int y = 0; y < rows.Count; y++)
            {
                float* value = values + (y * rows.Step);
                for (int x = 0; x < columns.Count; x++, value += columns.Step)
                {
                    best = Larger(best, *value);
                }
            }

            to[i] = best;
        }
    }

    /// <summary>Where the other is larger, or NaN, it is taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Larger(Vector<float> best, Vector<float> value) =>
        Vector.ConditionalSelect(Vector.GreaterThan(value, best) | ~Vector.Equals(value, value), value, best);

    private static float Larger(float best, float value) => value > best || float.IsNaN(value) ? value : best;

    private static void Add(float* values, float* sums, int count)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= count; i += Vector<float>.Count)
        {
            (Vector.Load(sums + i) + Vector.Load(values + i)).Store(sums + i);
        }

        for (; i < count; i++)
        {
            sums[i] += values[i];
        }
    }

    private static void Divide(float* sums, int count, float divisor)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= count; i += Vector<float>.Count)
        {
            (Vector.Load(sums + i) / new Vector<float>(divisor)).Store(sums + i);
        }

        for (; i < count; i++)
        {
            sums[i] /= divisor;
        }
    }
}
