using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Lanes from values that do not follow one another, and back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SkipLocalsInit]
public static unsafe class TensorLoad
{
    /// <summary>Values a distance apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Strided<T>(float* from, int stride)
        where T : struct, ITensorLanes<T>
    {
        if (T.Count == 1)
        {
            return T.Load(from);
        }

        float* values = stackalloc float[16];
        for (int lane = 0; lane < T.Count; lane++)
        {
            values[lane] = from[(nint)lane * stride];
        }

        return T.Load(values);
    }

    /// <summary>Values at listed distances.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Listed<T>(float* from, int* table)
        where T : struct, ITensorLanes<T>
    {
        if (T.Count == 1)
        {
            return T.Load(from + *table);
        }

        float* values = stackalloc float[16];
        for (int lane = 0; lane < T.Count; lane++)
        {
            values[lane] = from[table[lane]];
        }

        return T.Load(values);
    }

    /// <summary>Writes values a distance apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(float* to, int stride, T value)
        where T : struct, ITensorLanes<T>
    {
        if (T.Count == 1)
        {
            T.Store(to, value);
            return;
        }

        float* values = stackalloc float[16];
        T.Store(values, value);
        for (int lane = 0; lane < T.Count; lane++)
        {
            to[(nint)lane * stride] = values[lane];
        }
    }
}
