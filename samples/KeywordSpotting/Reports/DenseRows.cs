using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KeywordSpotting.Reports;

/// <summary>Eight dot products at once, the kernel of <see cref="DenseLayer"/>, for the two widths of registers.</summary>
internal static class DenseRows
{
    /// <summary>Multiplies eight rows with x in registers of 16 values.</summary>
    /// <param name="rows">Row-major [8, x.Length].</param>
    /// <param name="x">The inputs.</param>
    /// <param name="y">Receives 8 dot products.</param>
    public static void Multiply512(ReadOnlySpan<float> rows, ReadOnlySpan<float> x, Span<float> y)
    {
        int n = x.Length;
        ref float w = ref MemoryMarshal.GetReference(rows);
        ref float v = ref MemoryMarshal.GetReference(x);
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        int i = 0;
        for (; i <= n - 16; i += 16)
        {
            Vector512<float> input = Vector512.LoadUnsafe(ref v, (nuint)i);
            s0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref w, (nuint)i), input, s0);
            s1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref w, (nuint)(i + n)), input, s1);
            s2 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref w, (nuint)(i + 2 * n)), input, s2);
            s3 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref w, (nuint)(i + 3 * n)), input, s3);
            s4 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref w, (nuint)(i + 4 * n)), input, s4);
            s5 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref w, (nuint)(i + 5 * n)), input, s5);
            s6 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref w, (nuint)(i + 6 * n)), input, s6);
            s7 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref w, (nuint)(i + 7 * n)), input, s7);
        }

        (y[0], y[1], y[2], y[3]) = (Vector512.Sum(s0), Vector512.Sum(s1), Vector512.Sum(s2), Vector512.Sum(s3));
        (y[4], y[5], y[6], y[7]) = (Vector512.Sum(s4), Vector512.Sum(s5), Vector512.Sum(s6), Vector512.Sum(s7));
        AddTail(rows, x, y, i);
    }

    /// <summary>Multiplies eight rows with x in registers of 8 values; also right, if not fast, where there are none.</summary>
    /// <param name="rows">Row-major [8, x.Length].</param>
    /// <param name="x">The inputs.</param>
    /// <param name="y">Receives 8 dot products.</param>
    public static void Multiply256(ReadOnlySpan<float> rows, ReadOnlySpan<float> x, Span<float> y)
    {
        int n = x.Length;
        ref float w = ref MemoryMarshal.GetReference(rows);
        ref float v = ref MemoryMarshal.GetReference(x);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        int i = 0;
        for (; i <= n - 8; i += 8)
        {
            Vector256<float> input = Vector256.LoadUnsafe(ref v, (nuint)i);
            s0 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)i), input, s0);
            s1 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)(i + n)), input, s1);
            s2 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)(i + 2 * n)), input, s2);
            s3 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)(i + 3 * n)), input, s3);
            s4 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)(i + 4 * n)), input, s4);
            s5 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)(i + 5 * n)), input, s5);
            s6 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)(i + 6 * n)), input, s6);
            s7 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)(i + 7 * n)), input, s7);
        }

        (y[0], y[1], y[2], y[3]) = (Vector256.Sum(s0), Vector256.Sum(s1), Vector256.Sum(s2), Vector256.Sum(s3));
        (y[4], y[5], y[6], y[7]) = (Vector256.Sum(s4), Vector256.Sum(s5), Vector256.Sum(s6), Vector256.Sum(s7));
        AddTail(rows, x, y, i);
    }

    /// <summary>One dot product, for the rows that do not fill a block of eight.</summary>
    /// <param name="row">The weights.</param>
    /// <param name="x">The inputs, as many.</param>
    /// <returns>The sum of the products.</returns>
    public static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> x)
    {
        ref float w = ref MemoryMarshal.GetReference(row);
        ref float v = ref MemoryMarshal.GetReference(x);
        Vector256<float> even = default, odd = default;
        int i = 0;
        for (; i <= x.Length - 16; i += 16)
        {
            even = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)i), Vector256.LoadUnsafe(ref v, (nuint)i), even);
            odd = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref w, (nuint)(i + 8)), Vector256.LoadUnsafe(ref v, (nuint)(i + 8)), odd);
        }

        float sum = Vector256.Sum(even + odd);
        for (; i < x.Length; i++)
        {
            sum += row[i] * x[i];
        }

        return sum;
    }

    private static void AddTail(ReadOnlySpan<float> rows, ReadOnlySpan<float> x, Span<float> y, int first)
    {
        for (int i = first; i < x.Length; i++)
        {
            for (int row = 0; row < y.Length; row++)
            {
                y[row] += rows[row * x.Length + i] * x[i];
            }
        }
    }
}
