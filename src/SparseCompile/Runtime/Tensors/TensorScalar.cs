using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Functions that are computed lane by lane, in double precision by the framework, and rounded once.</summary>
/// <remarks>They give the same bits at every width. Processors and operating systems may differ in the last bit of the double, and then, once in a billion, of the float.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SkipLocalsInit]
public static unsafe class TensorScalar
{
    private const MethodImplOptions Call = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>x to the power of y.</summary>
    [MethodImpl(Call)]
    public static T Power<T>(T x, T y)
        where T : struct, ITensorLanes<T> => Each(x, y, &Pow);

    /// <summary>The remainder of a division rounded to zero.</summary>
    [MethodImpl(Call)]
    public static T Remainder<T>(T x, T y)
        where T : struct, ITensorLanes<T> => Each(x, y, &Rest);

    /// <summary>The sine.</summary>
    public static T Sin<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Sin);

    /// <summary>The cosine.</summary>
    public static T Cos<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Cos);

    /// <summary>The tangent.</summary>
    public static T Tan<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Tan);

    /// <summary>The inverse of the sine.</summary>
    public static T Asin<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Asin);

    /// <summary>The inverse of the cosine.</summary>
    public static T Acos<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Acos);

    /// <summary>The inverse of the tangent.</summary>
    public static T Atan<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Atan);

    /// <summary>The hyperbolic sine.</summary>
    public static T Sinh<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Sinh);

    /// <summary>The hyperbolic cosine.</summary>
    public static T Cosh<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Cosh);

    /// <summary>The inverse of the hyperbolic sine.</summary>
    public static T Asinh<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Asinh);

    /// <summary>The inverse of the hyperbolic cosine.</summary>
    public static T Acosh<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Acosh);

    /// <summary>The inverse of the hyperbolic tangent.</summary>
    public static T Atanh<T>(T x)
        where T : struct, ITensorLanes<T> => Each(x, &Math.Atanh);

    private static double Pow(double x, double y) => Math.Pow(x, y);

    private static double Rest(double x, double y) => x % y;

    [MethodImpl(Call)]
    private static T Each<T>(T x, delegate*<double, double> function)
        where T : struct, ITensorLanes<T>
    {
        float* values = stackalloc float[16];
        T.Store(values, x);
        for (int lane = 0; lane < T.Count; lane++)
        {
            values[lane] = (float)function(values[lane]);
        }

        return T.Load(values);
    }

    [MethodImpl(Call)]
    private static T Each<T>(T x, T y, delegate*<double, double, double> function)
        where T : struct, ITensorLanes<T>
    {
        float* values = stackalloc float[32];
        T.Store(values, x);
        T.Store(values + 16, y);
        for (int lane = 0; lane < T.Count; lane++)
        {
            values[lane] = (float)function(values[lane], values[16 + lane]);
        }

        return T.Load(values);
    }
}
