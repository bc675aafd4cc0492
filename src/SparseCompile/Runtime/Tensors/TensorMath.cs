using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>The functions of maps, written once for every vector width; the same bits at each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorMath
{
    /// <summary>Functions of dozens of operations are calls: spelled out, several of them use up what the JIT is willing to inline.</summary>
    private const MethodImplOptions Call = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>-x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Negate<T>(T x)
        where T : struct, ITensorLanes<T> => T.Subtract(T.Broadcast(-0f), x);

    /// <summary>The smaller; NaN where either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min<T>(T x, T y)
        where T : struct, ITensorLanes<T> => T.SelectEqual(x, x, T.SelectLess(x, y, x, y), x);

    /// <summary>The larger; NaN where either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(T x, T y)
        where T : struct, ITensorLanes<T> => T.SelectEqual(x, x, T.SelectLess(y, x, x, y), x);

    /// <summary>1 where x is less, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Less<T>(T x, T y)
        where T : struct, ITensorLanes<T> => T.SelectLess(x, y, T.Broadcast(1f), T.Broadcast(0f));

    /// <summary>1 where x is less or equal, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LessOrEqual<T>(T x, T y)
        where T : struct, ITensorLanes<T> => T.SelectEqual(x, y, T.Broadcast(1f), Less(x, y));

    /// <summary>1 where both are equal, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Equal<T>(T x, T y)
        where T : struct, ITensorLanes<T> => T.SelectEqual(x, y, T.Broadcast(1f), T.Broadcast(0f));

    /// <summary>1 where x is 0, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Not<T>(T x)
        where T : struct, ITensorLanes<T> => Equal(x, T.Broadcast(0f));

    /// <summary>1 where neither is 0, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T And<T>(T x, T y)
        where T : struct, ITensorLanes<T> => Choose(x, Choose(y, T.Broadcast(1f), T.Broadcast(0f)), T.Broadcast(0f));

    /// <summary>1 where either is not 0, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Or<T>(T x, T y)
        where T : struct, ITensorLanes<T> => Choose(x, T.Broadcast(1f), Choose(y, T.Broadcast(1f), T.Broadcast(0f)));

    /// <summary>1 where one of both is not 0, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Xor<T>(T x, T y)
        where T : struct, ITensorLanes<T> => Choose(x, Not(y), Not(Not(y)));

    /// <summary>The second where the first is not 0, else the third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Choose<T>(T condition, T whenTrue, T whenFalse)
        where T : struct, ITensorLanes<T> => T.SelectEqual(condition, T.Broadcast(0f), whenFalse, whenTrue);

    /// <summary>1 where x is NaN, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T IsNaN<T>(T x)
        where T : struct, ITensorLanes<T> => T.SelectEqual(x, x, T.Broadcast(0f), T.Broadcast(1f));

    /// <summary>1 where x is infinite, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T IsInfinite<T>(T x)
        where T : struct, ITensorLanes<T> => Equal(T.Abs(x), T.Broadcast(float.PositiveInfinity));

    /// <summary>-1, 0 or 1; NaN where x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sign<T>(T x)
        where T : struct, ITensorLanes<T> => T.SelectEqual(x, T.Broadcast(0f), x, T.SelectEqual(x, x, T.CopySign(T.Broadcast(1f), x), x));

    /// <summary>The remainder of a division rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Modulo<T>(T x, T y)
        where T : struct, ITensorLanes<T> => T.Subtract(x, T.Multiply(T.Floor(T.Divide(x, y)), y));

    /// <summary>e to the power of x, within 4 units in the last place; 0, subnormal numbers and infinity where these are due.</summary>
    [MethodImpl(Call)]
    public static T Exp<T>(T x)
        where T : struct, ITensorLanes<T>
    {
        // The square of half of it has the range that the function itself lacks.
        T root = LaneMath.Exp(T.Multiply(x, T.Broadcast(0.5f)));
        return T.SelectEqual(x, x, T.Multiply(root, root), x);
    }

    /// <summary>The natural logarithm, within 2 units in the last place. After the Cephes library's logf.</summary>
    [MethodImpl(Call)]
    public static T Log<T>(T x)
        where T : struct, ITensorLanes<T>
    {
        T one = T.Broadcast(1f), zero = T.Broadcast(0f);

        // Subnormal numbers as normal ones.
        T least = T.Broadcast(1.17549435e-38f);
        T normal = T.SelectLess(x, least, T.Multiply(x, T.Broadcast(8388608f)), x);
        T e = T.Add(T.Exponent(normal), T.SelectLess(x, least, T.Broadcast(-23f), zero));
        T m = T.Mantissa(normal);

        // m - 1 with m in [sqrt(1/2), sqrt 2).
        T half = T.Broadcast(0.707106781186547524f);
        e = T.SelectLess(m, half, T.Subtract(e, one), e);
        T r = T.Subtract(T.SelectLess(m, half, T.Add(m, m), m), one);
        T square = T.Multiply(r, r);
        T p = T.MultiplyAdd(T.Broadcast(7.0376836292e-2f), r, T.Broadcast(-1.1514610310e-1f));
        p = T.MultiplyAdd(p, r, T.Broadcast(1.1676998740e-1f));
        p = T.MultiplyAdd(p, r, T.Broadcast(-1.2420140846e-1f));
        p = T.MultiplyAdd(p, r, T.Broadcast(1.4249322787e-1f));
        p = T.MultiplyAdd(p, r, T.Broadcast(-1.6668057665e-1f));
        p = T.MultiplyAdd(p, r, T.Broadcast(2.0000714765e-1f));
        p = T.MultiplyAdd(p, r, T.Broadcast(-2.4999993993e-1f));
        p = T.MultiplyAdd(p, r, T.Broadcast(3.3333331174e-1f));
        T y = T.Multiply(T.Multiply(p, r), square);
        y = T.MultiplyAdd(e, T.Broadcast(-2.12194440e-4f), y);
        y = T.MultiplyAdd(square, T.Broadcast(-0.5f), y);
        T result = T.MultiplyAdd(e, T.Broadcast(0.693359375f), T.Add(r, y));

        T infinity = T.Broadcast(float.PositiveInfinity);
        result = T.SelectLess(x, infinity, result, x);
        result = T.SelectEqual(x, zero, T.Broadcast(float.NegativeInfinity), result);
        return T.SelectLess(x, zero, T.Broadcast(float.NaN), result);
    }

    /// <summary>The error function, with an absolute error of at most 3e-7: Abramowitz and Stegun's formula 7.1.26.</summary>
    [MethodImpl(Call)]
    public static T Erf<T>(T x)
        where T : struct, ITensorLanes<T>
    {
        T z = T.Abs(x), one = T.Broadcast(1f);
        T t = T.Divide(one, T.MultiplyAdd(z, T.Broadcast(0.3275911f), one));
        T p = T.MultiplyAdd(T.Broadcast(1.061405429f), t, T.Broadcast(-1.453152027f));
        p = T.MultiplyAdd(p, t, T.Broadcast(1.421413741f));
        p = T.MultiplyAdd(p, t, T.Broadcast(-0.284496736f));
        p = T.MultiplyAdd(p, t, T.Broadcast(0.254829592f));
        T complement = T.Multiply(T.Multiply(p, t), LaneMath.Exp(Negate(T.Multiply(z, z))));
        return T.SelectEqual(x, x, T.CopySign(T.Subtract(one, complement), x), x);
    }

    /// <summary><see cref="LaneMath.Sigmoid"/>.</summary>
    [MethodImpl(Call)]
    public static T Sigmoid<T>(T x)
        where T : struct, ITensorLanes<T> => LaneMath.Sigmoid(x);

    /// <summary><see cref="LaneMath.Tanh"/>.</summary>
    [MethodImpl(Call)]
    public static T Tanh<T>(T x)
        where T : struct, ITensorLanes<T> => LaneMath.Tanh(x);

    /// <summary><see cref="LaneMath.Gelu"/>.</summary>
    [MethodImpl(Call)]
    public static T Gelu<T>(T x)
        where T : struct, ITensorLanes<T> => LaneMath.Gelu(x);
}
