using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseCompile.Runtime;

/// <summary>Eight rows of eight floats: rows become columns.</summary>
internal static unsafe class Transpose8
{
    /// <summary>Rows, and columns.</summary>
    public const int Size = 8;

    /// <summary>target[c][to + r] = source[r][from + c] for r and c from 0 to 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(float** source, nint from, float** target, nint to)
    {
        if (Avx.IsSupported)
        {
            RunHalf(source, from, target, to);
            RunHalf(source, from + 4, target + 4, to);
            return;
        }

        for (int c = 0; c < Size; c++)
        {
            for (int r = 0; r < Size; r++)
            {
                target[c][to + r] = source[r][from + c];
            }
        }
    }

    /// <summary>target[c * targetStride + r] = source[r * sourceStride + c] for r and c from 0 to 7: no tables of pointers, which took most of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(float* source, nint sourceStride, float* target, nint targetStride)
    {
        if (Avx.IsSupported)
        {
            RunHalf(source, sourceStride, target, targetStride);
            RunHalf(source + 4, sourceStride, target + (4 * targetStride), targetStride);
            return;
        }

        for (int c = 0; c < Size; c++)
        {
            for (int r = 0; r < Size; r++)
            {
                target[(c * targetStride) + r] = source[(r * sourceStride) + c];
            }
        }
    }

    /// <summary>The same of four rows and four columns. Needs SSE.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunQuarter(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Vector128<float> a = Sse.LoadVector128(source), b = Sse.LoadVector128(source + sourceStride);
        Vector128<float> c = Sse.LoadVector128(source + (2 * sourceStride)), d = Sse.LoadVector128(source + (3 * sourceStride));
        Vector128<float> ab0 = Sse.UnpackLow(a, b), ab1 = Sse.UnpackHigh(a, b), cd0 = Sse.UnpackLow(c, d), cd1 = Sse.UnpackHigh(c, d);
        Sse.Store(target, Sse.MoveLowToHigh(ab0, cd0));
        Sse.Store(target + targetStride, Sse.MoveHighToLow(cd0, ab0));
        Sse.Store(target + (2 * targetStride), Sse.MoveLowToHigh(ab1, cd1));
        Sse.Store(target + (3 * targetStride), Sse.MoveHighToLow(cd1, ab1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunHalf(float** source, nint from, float** target, nint to)
    {
        (Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) = Columns(
            Pair(source[0] + from, source[4] + from), Pair(source[1] + from, source[5] + from), Pair(source[2] + from, source[6] + from), Pair(source[3] + from, source[7] + from));
        a.Store(target[0] + to);
        b.Store(target[1] + to);
        c.Store(target[2] + to);
        d.Store(target[3] + to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunHalf(float* source, nint sourceStride, float* target, nint targetStride)
    {
        float* below = source + (4 * sourceStride);
        (Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) = Columns(
            Pair(source, below),
            Pair(source + sourceStride, below + sourceStride),
            Pair(source + (2 * sourceStride), below + (2 * sourceStride)),
            Pair(source + (3 * sourceStride), below + (3 * sourceStride)));
        a.Store(target);
        b.Store(target + targetStride);
        c.Store(target + (2 * targetStride));
        d.Store(target + (3 * targetStride));
    }

    /// <summary>Four columns of eight rows: with halves of rows 0-3 below halves of rows 4-7, what is left is a 4 x 4 transpose in each half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> A, Vector256<float> B, Vector256<float> C, Vector256<float> D) Columns(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector256<double> ab0 = Avx.UnpackLow(a, b).AsDouble(), ab1 = Avx.UnpackHigh(a, b).AsDouble();
        Vector256<double> cd0 = Avx.UnpackLow(c, d).AsDouble(), cd1 = Avx.UnpackHigh(c, d).AsDouble();
        return (Avx.UnpackLow(ab0, cd0).AsSingle(), Avx.UnpackHigh(ab0, cd0).AsSingle(), Avx.UnpackLow(ab1, cd1).AsSingle(), Avx.UnpackHigh(ab1, cd1).AsSingle());
    }

    private static Vector256<float> Pair(float* low, float* high) => Vector256.Create(Sse.LoadVector128(low), Sse.LoadVector128(high));
}
