using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>The operations that maps and reductions need beside those of activations, at any vector width.</summary>
/// <remarks>As with <see cref="ILanes{T}"/>, each gives the same bits on each lane whatever the width.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe interface ITensorLanes<T> : ILanes<T>
    where T : struct, ITensorLanes<T>
{
    /// <summary>Lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Consecutive values.</summary>
    static abstract T Load(float* from);

    /// <summary>Writes consecutive values.</summary>
    static abstract void Store(float* to, T value);

    /// <summary>left equals right ? whenTrue : whenFalse; false where either is NaN.</summary>
    static abstract T SelectEqual(T left, T right, T whenTrue, T whenFalse);

    /// <summary>The square root.</summary>
    static abstract T Sqrt(T value);

    /// <summary>The largest integer that is not larger.</summary>
    static abstract T Floor(T value);

    /// <summary>The smallest integer that is not smaller.</summary>
    static abstract T Ceiling(T value);

    /// <summary>The nearest integer, the even one of two.</summary>
    static abstract T Round(T value);

    /// <summary>The integer without the fraction.</summary>
    static abstract T Truncate(T value);

    /// <summary>Of a positive normal number m 2^e: e, with m in [1/2, 1).</summary>
    static abstract T Exponent(T value);

    /// <summary>Of a positive normal number m 2^e: m in [1/2, 1).</summary>
    static abstract T Mantissa(T value);
}
