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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max(float* from, float* to, in PoolWindow window)
    {
        int channels = window.Channels;
        for (int y = 0; y < window.Y.Outputs; y++)
        {
            for (int x = 0; x < window.X.Outputs; x++, to += channels)
            {
                bool isFirst = true;
                for (int tapY = window.Y.FirstTap(y); tapY < window.Y.EndTap(y); tapY++)
                {
                    for (int tapX = window.X.FirstTap(x); tapX < window.X.EndTap(x); tapX++)
                    {
                        float* values = At(from, window, (y, tapY), (x, tapX));
                        if (isFirst)
                        {
                            new ReadOnlySpan<float>(values, channels).CopyTo(new Span<float>(to, channels));
                            isFirst = false;
                        }
                        else
                        {
                            TakeLarger(values, to, channels);
                        }
                    }
                }

                if (isFirst)
                {
                    new Span<float>(to, channels).Fill(float.NegativeInfinity);
                }
            }
        }
    }

    /// <summary>The mean of each window: a sum from +0, taps ascending, divided once.</summary>
    /// <param name="from">The image.</param>
    /// <param name="to">The result.</param>
    /// <param name="window">The window.</param>
    /// <param name="countsPadding">Padding counts as zeros.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average(float* from, float* to, in PoolWindow window, bool countsPadding)
    {
        int channels = window.Channels;
        for (int y = 0; y < window.Y.Outputs; y++)
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

    /// <summary>Where the other is larger, or NaN, it is taken.</summary>
    private static void TakeLarger(float* values, float* largest, int count)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= count; i += Vector<float>.Count)
        {
            Vector<float> value = Vector.Load(values + i), best = Vector.Load(largest + i);
            Vector<int> isTaken = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
            Vector.ConditionalSelect(isTaken, value, best).Store(largest + i);
        }

        for (; i < count; i++)
        {
            largest[i] = values[i] > largest[i] || float.IsNaN(values[i]) ? values[i] : largest[i];
        }
    }

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
