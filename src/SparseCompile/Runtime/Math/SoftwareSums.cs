using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseCompile.Runtime;

/// <summary>What the kernels of the form without FMA hardware leave to others: their inputs as doubles, and sums that were in doubt.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SoftwareSums
{
    /// <summary>Positions of a block.</summary>
    private const int Lanes = 8;

    /// <summary>Copies a layer's inputs to doubles, once for all the weights that meet them, and sees to the zero that idle lanes read.</summary>
    /// <param name="slots">The inputs.</param>
    /// <param name="wide">Where they go.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="limit">2^-120 over the smallest weight: products of smaller inputs may be too small for <see cref="SoftwareFma"/>'s quick way.</param>
    /// <returns>0, or all bits where there is such an input: every sum is then in doubt.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Widen(float* slots, double* wide, int count, float limit)
    {
        // Magnitudes less one: zeros are above every other, and in no one's way.
        uint bound = BitConverter.SingleToUInt32Bits(limit);
        Vector128<uint> least = Vector128<uint>.AllBitsSet;
        int i = 0;
        for (; Vector128.IsHardwareAccelerated && i + Vector128<float>.Count <= count; i += Vector128<float>.Count)
        {
            Vector128<float> four = *(Vector128<float>*)(slots + i);
            *(Vector128<double>*)(wide + i) = Vector128.WidenLower(four);
            *(Vector128<double>*)(wide + i + 2) = Vector128.WidenUpper(four);
            least = Vector128.Min(least, (four.AsUInt32() & Vector128.Create(0x7FFF_FFFFU)) - Vector128<uint>.One);
        }

        wide[SlotLayout.Period - 1] = 0;
        uint smallest = uint.MaxValue;
        for (int lane = 0; lane < Vector128<uint>.Count; lane++)
        {
            smallest = Math.Min(smallest, least.GetElement(lane));
        }

        for (; i < count; i++)
        {
            wide[i] = slots[i];
            smallest = Math.Min(smallest, (BitConverter.SingleToUInt32Bits(slots[i]) & 0x7FFF_FFFFU) - 1);
        }

        return bound != 0 && smallest < bound - 1 ? uint.MaxValue : 0;
    }

    /// <summary>The sums of a block again, each multiply-add rounded once whatever its operands: for the few blocks where a rounding was in doubt.</summary>
    /// <param name="input">Inputs as doubles.</param>
    /// <param name="output">Where the sums go.</param>
    /// <param name="bias">What they begin with.</param>
    /// <param name="steps">Steps of the block.</param>
    /// <param name="slots">Past the block's last slot.</param>
    /// <param name="weights">Past the block's last weight.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Again(double* input, float* output, float* bias, int steps, int* slots, float* weights)
    {
        slots -= (nint)steps * Lanes;
        weights -= (nint)steps * Lanes;
        Vector128<double> sum0 = SoftwareFma.Load(bias);
        Vector128<double> sum1 = SoftwareFma.Load(bias + 2);
        Vector128<double> sum2 = SoftwareFma.Load(bias + 4);
        Vector128<double> sum3 = SoftwareFma.Load(bias + 6);
        for (; steps > 0; steps--)
        {
            sum0 = SoftwareFma.MultiplyAdd(SoftwareFma.Load(weights), Vector128.Create(input[slots[0]], input[slots[1]]), sum0);
            sum1 = SoftwareFma.MultiplyAdd(SoftwareFma.Load(weights + 2), Vector128.Create(input[slots[2]], input[slots[3]]), sum1);
            sum2 = SoftwareFma.MultiplyAdd(SoftwareFma.Load(weights + 4), Vector128.Create(input[slots[4]], input[slots[5]]), sum2);
            sum3 = SoftwareFma.MultiplyAdd(SoftwareFma.Load(weights + 6), Vector128.Create(input[slots[6]], input[slots[7]]), sum3);
            slots += Lanes;
            weights += Lanes;
        }

        *(Vector128<float>*)output = Vector128.Narrow(sum0, sum1);
        *(Vector128<float>*)(output + 4) = Vector128.Narrow(sum2, sum3);
    }

    /// <summary>The same for blocks of four rows, without vectors.</summary>
    /// <param name="input">Inputs as doubles.</param>
    /// <param name="output">Where the sums go.</param>
    /// <param name="bias">What they begin with.</param>
    /// <param name="steps">Steps of the block.</param>
    /// <param name="slots">Past the block's last slot.</param>
    /// <param name="weights">Past the block's last weight.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AgainPlain(double* input, float* output, float* bias, int steps, int* slots, float* weights)
    {
        const int Rows = 4;
        for (int row = 0; row < Rows; row++)
        {
            float sum = bias[row];
            for (nint k = row - ((nint)steps * Rows); k < 0; k += Rows)
            {
                sum = SoftwareFma.MultiplyAdd(weights[k], (float)input[slots[k]], sum);
            }

            output[row] = sum;
        }
    }
}
