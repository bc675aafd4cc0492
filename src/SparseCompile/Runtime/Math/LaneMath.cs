using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>The activations, written once for every vector width; the same bits at each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneMath
{
    /// <summary>The logarithm of the smallest normal number.</summary>
    private const float Smallest = -87.33654f;

    /// <summary>0 &gt; x ? 0 : x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Relu<T>(T x)
        where T : struct, ILanes<T>
    {
        T zero = T.Broadcast(0f);
        return T.SelectLess(x, zero, zero, x);
    }

    /// <summary>0 &gt; x ? alpha x : x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LeakyRelu<T>(T x, float alpha)
        where T : struct, ILanes<T> => T.SelectLess(x, T.Broadcast(0f), T.Multiply(x, T.Broadcast(alpha)), x);

    /// <summary>x below low ? low : x above high ? high : x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Clip<T>(T x, float low, float high)
        where T : struct, ILanes<T>
    {
        T lower = T.Broadcast(low);
        T upper = T.Broadcast(high);
        T raised = T.SelectLess(x, lower, lower, x);
        return T.SelectLess(upper, raised, upper, raised);
    }

    /// <summary>x clip(x / 6 + 1/2, 0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardSwish<T>(T x)
        where T : struct, ILanes<T> =>
        T.Multiply(x, Clip(T.MultiplyAdd(x, T.Broadcast(1f / 6f), T.Broadcast(0.5f)), 0f, 1f));

    /// <summary>exp(x), within 2 units in the last place up to x = 88.37626, from where on it stays at 2.4e38; 0 for results below the normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ILanes<T>
    {
        // Bounds chosen so that 2^n stays a normal number: n in -126...127.
        T bounded = Clip(x, Smallest, 88.37626f);

        // Adding 1.5 * 2^23 rounds to the nearest integer and leaves it in the low bits.
        T shifted = T.MultiplyAdd(bounded, T.Broadcast(1.44269504f), T.Broadcast(12582912f));
        T n = T.Subtract(shifted, T.Broadcast(12582912f));

        // ln 2 in two parts, the first with trailing zero bits: n times it is exact.
        T r = T.MultiplyAdd(n, T.Broadcast(-0.693359375f), bounded);
        r = T.MultiplyAdd(n, T.Broadcast(2.12194440e-4f), r);

        T p = T.MultiplyAdd(T.Broadcast(1.9875691500e-4f), r, T.Broadcast(1.3981999507e-3f));
        p = T.MultiplyAdd(p, r, T.Broadcast(8.3334519073e-3f));
        p = T.MultiplyAdd(p, r, T.Broadcast(4.1665795894e-2f));
        p = T.MultiplyAdd(p, r, T.Broadcast(1.6666665459e-1f));
        p = T.MultiplyAdd(p, r, T.Broadcast(5.0000001201e-1f));
        p = T.MultiplyAdd(p, T.Multiply(r, r), r);
        T scaled = T.Scale(T.Add(p, T.Broadcast(1f)), shifted);

        // Without this, what has no probability at all (minus infinity) would have 2^-126 of it.
        return T.SelectLess(x, T.Broadcast(Smallest), T.Broadcast(0f), scaled);
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : struct, ILanes<T>
    {
        // exp of minus the magnitude cannot overflow, whatever the sign of x.
        T e = Exp(T.Subtract(T.Broadcast(0f), T.Abs(x)));
        T positive = T.Divide(T.Broadcast(1f), T.Add(T.Broadcast(1f), e));
        return KeepNaN(x, T.SelectLess(x, T.Broadcast(0f), T.Multiply(e, positive), positive));
    }

    /// <summary>tanh(x), within 3 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, ILanes<T>
    {
        // Near zero 1 - 2 / (exp(2x) + 1) cancels; an odd polynomial does not.
        T magnitude = T.Abs(x);
        T square = T.Multiply(x, x);
        T p = T.MultiplyAdd(T.Broadcast(-5.70498872745e-3f), square, T.Broadcast(2.06390887954e-2f));
        p = T.MultiplyAdd(p, square, T.Broadcast(-5.37397155531e-2f));
        p = T.MultiplyAdd(p, square, T.Broadcast(1.33314422036e-1f));
        p = T.MultiplyAdd(p, square, T.Broadcast(-3.33332819422e-1f));
        T small = T.MultiplyAdd(T.Multiply(p, square), x, x);

        T e = Exp(T.Add(magnitude, magnitude));
        T large = T.Subtract(T.Broadcast(1f), T.Divide(T.Broadcast(2f), T.Add(e, T.Broadcast(1f))));
        return KeepNaN(x, T.SelectLess(magnitude, T.Broadcast(0.625f), small, T.CopySign(large, x)));
    }

    /// <summary>x/2 (1 + erf(x / sqrt 2)), absolute error at most 2e-7 max(1, |x|).</summary>
    /// <remarks>The complement of erf is approximated by Abramowitz and Stegun's formula 7.1.26, so that the tail below zero does not cancel.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Gelu<T>(T x)
        where T : struct, ILanes<T>
    {
        T z = T.Multiply(T.Abs(x), T.Broadcast(0.70710678f));
        T one = T.Broadcast(1f);
        T t = T.Divide(one, T.MultiplyAdd(z, T.Broadcast(0.3275911f), one));
        T p = T.MultiplyAdd(T.Broadcast(1.061405429f), t, T.Broadcast(-1.453152027f));
        p = T.MultiplyAdd(p, t, T.Broadcast(1.421413741f));
        p = T.MultiplyAdd(p, t, T.Broadcast(-0.284496736f));
        p = T.MultiplyAdd(p, t, T.Broadcast(0.254829592f));
        T complement = T.Multiply(T.Multiply(p, t), Exp(T.Subtract(T.Broadcast(0f), T.Multiply(z, z))));
        T half = T.Multiply(x, T.Broadcast(0.5f));

        // Minus infinity times an underflowed tail would be NaN or a finite remnant; the limit is 0.
        T negative = T.SelectLess(x, T.Broadcast(-14f), T.Broadcast(0f), T.Multiply(half, complement));
        T positive = T.Multiply(half, T.Subtract(T.Broadcast(2f), complement));
        return KeepNaN(x, T.SelectLess(x, T.Broadcast(0f), negative, positive));
    }

    /// <summary>The result, or NaN where x is NaN: comparisons send NaN down an arbitrary branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T KeepNaN<T>(T x, T result)
        where T : struct, ILanes<T>
    {
        // x < infinity or infinity is not below x: only NaN is neither below nor above a bound.
        T inRange = T.SelectLess(x, T.Broadcast(1f), result, x);
        return T.SelectLess(T.Broadcast(0.5f), x, result, inRange);
    }
}
