using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>How elements are reduced to one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IReduction
{
    /// <summary>What a reduction of nothing is.</summary>
    static abstract float Start { get; }

    /// <summary>What an element adds to a partial result.</summary>
    static abstract T Step<T>(T partial, T element)
        where T : struct, ITensorLanes<T>;

    /// <summary>Two partial results as one.</summary>
    static abstract T Join<T>(T left, T right)
        where T : struct, ITensorLanes<T>;
}

/// <summary>The sum.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReduceSum : IReduction
{
    /// <inheritdoc/>
    public static float Start => 0f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Step<T>(T partial, T element)
        where T : struct, ITensorLanes<T> => T.Add(partial, element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T left, T right)
        where T : struct, ITensorLanes<T> => T.Add(left, right);
}

/// <summary>The sum of squares.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReduceSumOfSquares : IReduction
{
    /// <inheritdoc/>
    public static float Start => 0f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Step<T>(T partial, T element)
        where T : struct, ITensorLanes<T> => T.Add(partial, T.Multiply(element, element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T left, T right)
        where T : struct, ITensorLanes<T> => T.Add(left, right);
}

/// <summary>The sum of magnitudes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReduceSumOfMagnitudes : IReduction
{
    /// <inheritdoc/>
    public static float Start => 0f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Step<T>(T partial, T element)
        where T : struct, ITensorLanes<T> => T.Add(partial, T.Abs(element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T left, T right)
        where T : struct, ITensorLanes<T> => T.Add(left, right);
}

/// <summary>The product.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReduceProduct : IReduction
{
    /// <inheritdoc/>
    public static float Start => 1f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Step<T>(T partial, T element)
        where T : struct, ITensorLanes<T> => T.Multiply(partial, element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T left, T right)
        where T : struct, ITensorLanes<T> => T.Multiply(left, right);
}

/// <summary>The largest; NaN where any is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReduceMax : IReduction
{
    /// <inheritdoc/>
    public static float Start => float.NegativeInfinity;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Step<T>(T partial, T element)
        where T : struct, ITensorLanes<T> => TensorMath.Max(partial, element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T left, T right)
        where T : struct, ITensorLanes<T> => TensorMath.Max(left, right);
}

/// <summary>The smallest; NaN where any is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReduceMin : IReduction
{
    /// <inheritdoc/>
    public static float Start => float.PositiveInfinity;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Step<T>(T partial, T element)
        where T : struct, ITensorLanes<T> => TensorMath.Min(partial, element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T left, T right)
        where T : struct, ITensorLanes<T> => TensorMath.Min(left, right);
}
