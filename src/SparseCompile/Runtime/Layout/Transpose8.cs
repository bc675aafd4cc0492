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
            RunAvx(source, from, target, to);
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

    /// <summary>target[c * targetStride + r] = source[r * sourceStride + c] for r and c from 0 to 7. Needs AVX.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Transpose4(source, sourceStride, target, targetStride);
        Transpose4(source + 4, sourceStride, target + (4 * targetStride), targetStride);
    }

    /// <summary>Four columns of eight rows: halves of rows 0-3 below halves of rows 4-7, and what is left is a 4 x 4 transpose in each half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float* source, nint sourceStride, float* target, nint targetStride)
    {
        float* below = source + (4 * sourceStride);
        Vector256<float> a = Pair(source, below);
        Vector256<float> b = Pair(source + sourceStride, below + sourceStride);
        Vector256<float> c = Pair(source + (2 * sourceStride), below + (2 * sourceStride));
        Vector256<float> d = Pair(source + (3 * sourceStride), below + (3 * sourceStride));
        Vector256<double> ab0 = Avx.UnpackLow(a, b).AsDouble();
        Vector256<double> ab1 = Avx.UnpackHigh(a, b).AsDouble();
        Vector256<double> cd0 = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> cd1 = Avx.UnpackHigh(c, d).AsDouble();
        Avx.Store(target, Avx.UnpackLow(ab0, cd0).AsSingle());
        Avx.Store(target + targetStride, Avx.UnpackHigh(ab0, cd0).AsSingle());
        Avx.Store(target + (2 * targetStride), Avx.UnpackLow(ab1, cd1).AsSingle());
        Avx.Store(target + (3 * targetStride), Avx.UnpackHigh(ab1, cd1).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunAvx(float** source, nint from, float** target, nint to)
    {
        // Halves of rows 0-3 below halves of rows 4-7: what is left is a 4 x 4 transpose in each half.
        Transpose4(source, from, target, to);
        Transpose4(source, from + 4, target + 4, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float** source, nint from, float** target, nint to)
    {
        Vector256<float> a = Pair(source[0] + from, source[4] + from);
        Vector256<float> b = Pair(source[1] + from, source[5] + from);
        Vector256<float> c = Pair(source[2] + from, source[6] + from);
        Vector256<float> d = Pair(source[3] + from, source[7] + from);
        Vector256<double> ab0 = Avx.UnpackLow(a, b).AsDouble();
        Vector256<double> ab1 = Avx.UnpackHigh(a, b).AsDouble();
        Vector256<double> cd0 = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> cd1 = Avx.UnpackHigh(c, d).AsDouble();
        Avx.Store(target[0] + to, Avx.UnpackLow(ab0, cd0).AsSingle());
        Avx.Store(target[1] + to, Avx.UnpackHigh(ab0, cd0).AsSingle());
        Avx.Store(target[2] + to, Avx.UnpackLow(ab1, cd1).AsSingle());
        Avx.Store(target[3] + to, Avx.UnpackHigh(ab1, cd1).AsSingle());
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

    private static Vector256<float> Pair(float* low, float* high) => Vector256.Create(Sse.LoadVector128(low), Sse.LoadVector128(high));
}
