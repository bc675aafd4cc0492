using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseCompile.Runtime;

/// <summary>Puts the inputs of a batch side by side on the lanes, and takes the outputs apart again.</summary>
/// <remarks>A strided copy element by element would cost as much as the sparse layer itself; 4 x 4 and 8 x 8 transposes in registers do not.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BatchCopy
{
    /// <summary>lanes[SlotOf(i) * width + n] = inputs[n * length + i]; missing inputs become zeros.</summary>
    /// <param name="inputs">The inputs, one after the other.</param>
    /// <param name="length">Values of one input.</param>
    /// <param name="present">How many inputs there are, at most <paramref name="width"/>.</param>
    /// <param name="lanes">Where they go: <see cref="SlotLayout.SlotCount"/> of length times width floats.</param>
    /// <param name="width">Inputs side by side, a multiple of 4.</param>
    public static void Interleave(float* inputs, int length, int present, float* lanes, int width)
    {
        for (int i = 0; i < length;)
        {
            // Periods of 63 are cut into 4s; the odd ones at their end go one by one.
            int block = Math.Min(SlotLayout.Period - 1 - (i % (SlotLayout.Period - 1)), length - i);
            int whole = block & ~7;
            float* target = lanes + ((long)SlotLayout.SlotOf(i) * width);
            for (int n = 0; n < width; n += 8)
            {
                if (n + 8 <= present)
                {
                    for (int k = 0; k < whole; k += 8)
                    {
                        Transpose8(inputs + ((long)n * length) + i + k, length, target + ((long)k * width) + n, width);
                    }

                    Elements(inputs + ((long)n * length) + i, length, 8, target + n, width, whole, block);
                }
                else
                {
                    int some = Math.Clamp(present - n, 0, 8);
                    Elements(inputs + ((long)n * length) + i, length, some, target + n, width, 0, block);
                    for (int k = 0; k < block; k++)
                    {
                        new Span<float>(target + ((long)k * width) + n + some, Math.Min(8, width - n) - some).Clear();
                    }
                }
            }

            i += block;
        }
    }

    /// <summary>outputs[n * length + i] = lanes[positions[i] * width + n] for the inputs that are present.</summary>
    /// <param name="lanes">The results by position, inputs side by side.</param>
    /// <param name="width">Inputs side by side, a multiple of 8.</param>
    /// <param name="present">How many of them to take.</param>
    /// <param name="outputs">The outputs, one after the other.</param>
    /// <param name="positions">For each output its position; empty when in order.</param>
    /// <param name="length">Values of one output.</param>
    public static void Deinterleave(float* lanes, int width, int present, float* outputs, ReadOnlySpan<int> positions, int length)
    {
        float* rows = stackalloc float[64];
        int i = 0;
        for (; i + 8 <= length; i += 8)
        {
            for (int n = 0; n < present; n += 8)
            {
                // Rows of a permuted layer lie anywhere: bring eight together, then transpose.
                for (int k = 0; k < 8; k++)
                {
                    int position = positions.IsEmpty ? i + k : positions[i + k];
                    Vector256.Load(lanes + ((long)position * width) + n).Store(rows + (8 * k));
                }

                if (n + 8 <= present)
                {
                    Transpose8(rows, 8, outputs + ((long)n * length) + i, length);
                }
                else
                {
                    for (int m = n; m < present; m++)
                    {
                        for (int k = 0; k < 8; k++)
                        {
                            outputs[((long)m * length) + i + k] = rows[(8 * k) + m - n];
                        }
                    }
                }
            }
        }

        for (; i < length; i++)
        {
            int position = positions.IsEmpty ? i : positions[i];
            for (int n = 0; n < present; n++)
            {
                outputs[((long)n * length) + i] = lanes[((long)position * width) + n];
            }
        }
    }

    private static void Elements(float* inputs, int length, int count, float* target, int width, int from, int to)
    {
        for (int k = from; k < to; k++)
        {
            for (int n = 0; n < count; n++)
            {
                target[((long)k * width) + n] = inputs[((long)n * length) + k];
            }
        }
    }

    /// <summary>Eight rows of eight: rows become columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* source, long sourceStride, float* target, long targetStride)
    {
        for (int half = 0; half < 2; half++)
        {
            Transpose4(source + (4 * half), sourceStride, target + (4 * half * targetStride), targetStride);
            Transpose4(source + (4 * half) + (4 * sourceStride), sourceStride, target + (4 * half * targetStride) + 4, targetStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float* source, long sourceStride, float* target, long targetStride)
    {
        Vector128<float> a = Vector128.Load(source);
        Vector128<float> b = Vector128.Load(source + sourceStride);
        Vector128<float> c = Vector128.Load(source + (2 * sourceStride));
        Vector128<float> d = Vector128.Load(source + (3 * sourceStride));
        Vector128<float> ab0 = InterleaveLow(a, b);
        Vector128<float> ab1 = InterleaveHigh(a, b);
        Vector128<float> cd0 = InterleaveLow(c, d);
        Vector128<float> cd1 = InterleaveHigh(c, d);
        Vector128.Create(ab0.GetLower(), cd0.GetLower()).Store(target);
        Vector128.Create(ab0.GetUpper(), cd0.GetUpper()).Store(target + targetStride);
        Vector128.Create(ab1.GetLower(), cd1.GetLower()).Store(target + (2 * targetStride));
        Vector128.Create(ab1.GetUpper(), cd1.GetUpper()).Store(target + (3 * targetStride));
    }

    private static Vector128<float> InterleaveLow(Vector128<float> a, Vector128<float> b) =>
        System.Runtime.Intrinsics.X86.Sse.IsSupported
            ? System.Runtime.Intrinsics.X86.Sse.UnpackLow(a, b)
            : Vector128.Create(a[0], b[0], a[1], b[1]);

    private static Vector128<float> InterleaveHigh(Vector128<float> a, Vector128<float> b) =>
        System.Runtime.Intrinsics.X86.Sse.IsSupported
            ? System.Runtime.Intrinsics.X86.Sse.UnpackHigh(a, b)
            : Vector128.Create(a[2], b[2], a[3], b[3]);
}
