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

    private static Vector256<float> Pair(float* low, float* high) => Vector256.Create(Sse.LoadVector128(low), Sse.LoadVector128(high));
}
