using System;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Rows whose weights differ in nothing but their signs: inputs are added and subtracted, and the sum is multiplied once.</summary>
/// <remarks>
/// With m the row's magnitude, the sum begins at +0 and takes +1 or -1 times each input in the order of <see cref="SparseRows"/>; a product with 1 is exact, so that this is
/// the same chain whether a form multiplies, adds or subtracts. Then m times the sum is added to the bias, rounded once. Such a sum is never -0, so that a lane that idles on a zero
/// changes nothing, whichever sign it takes it with.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
static class SignRows
{
    /// <summary>The magnitude of each position's weights; -0 where it has none: times +0, the sum of nothing, that leaves any bias as it is.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="length">Entries: as many as positions, or more, which are -0 then.</param>
    /// <returns>Null where some position has weights of two magnitudes.</returns>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static float[]? Magnitudes(SparseRows rows, int length)
    {
        float[] magnitudes = new float[Math.Max(length, rows.Positions)];
        for (int position = 0; position < magnitudes.Length; position++)
        {
            int start = position < rows.Positions ? rows.Starts[position] : 0;
            int end = position < rows.Positions ? rows.Starts[position + 1] : 0;
            magnitudes[position] = start < end ? Math.Abs(rows.Weights[start]) : -0f;
            for (int k = start; k < end; k++)
            {
                if (Math.Abs(rows.Weights[k]) != magnitudes[position])
                {
                    return null;
                }
            }
        }

        return magnitudes;
    }

    /// <summary>The same rows with +1 and -1 for weights.</summary>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static unsafe SparseRows Of(SparseRows rows)
    {
        float one = 1f;
        float[] signs = new float[rows.Weights.Length];
        fixed (float* from = rows.Weights)
        fixed (float* to = signs)
        {
            // By its bits: signs cannot be predicted, and a branch for each took 9 ns.
            for (int k = 0; k < signs.Length; k++)
            {
                ((int*)to)[k] = (((int*)from)[k] & int.MinValue) | *(int*)&one;
            }
        }

        return new SparseRows(rows.Starts, rows.Slots, signs);
    }
}
