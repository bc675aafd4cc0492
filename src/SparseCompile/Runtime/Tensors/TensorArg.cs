using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Finds the largest or smallest element along an axis.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TensorArg
{
    /// <summary>The coordinate of the largest element; NaN is larger than any number.</summary>
    /// <param name="from">The operand: <paramref name="outer"/> x <paramref name="count"/> x <paramref name="inner"/> elements.</param>
    /// <param name="to">The result: <paramref name="outer"/> x <paramref name="inner"/> coordinates.</param>
    /// <param name="outer">Product of the extents before the axis.</param>
    /// <param name="count">Extent of the axis.</param>
    /// <param name="inner">Product of the extents behind it.</param>
    /// <param name="selectsLast">Of equal ones the last; else the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max(float* from, float* to, int outer, int count, int inner, bool selectsLast) => Run(from, to, (outer, count, inner), selectsLast, isMax: true);

    /// <summary>The coordinate of the smallest element; NaN is smaller than any number.</summary>
    /// <inheritdoc cref="Max"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Min(float* from, float* to, int outer, int count, int inner, bool selectsLast) => Run(from, to, (outer, count, inner), selectsLast, isMax: false);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(float* from, float* to, (int Outer, int Count, int Inner) extents, bool selectsLast, bool isMax)
    {
        for (int outer = 0; outer < extents.Outer; outer++, from += (nint)extents.Count * extents.Inner)
        {
            for (int inner = 0; inner < extents.Inner; inner++)
            {
                float* element = from + inner;
                float best = *element;
                int place = 0;
                for (int i = 1; i < extents.Count; i++)
                {
                    element += extents.Inner;
                    float value = *element;
                    bool isMore = float.IsNaN(value) ? !float.IsNaN(best) : isMax ? value > best : value < best;
                    if (isMore || (selectsLast && (value == best || (float.IsNaN(value) && float.IsNaN(best)))))
                    {
                        (best, place) = (value, i);
                    }
                }

                *to++ = place;
            }
        }
    }
}
