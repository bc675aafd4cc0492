using System;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Rows whose weights have few magnitudes: a pass for each, in which inputs are added and subtracted, and the sum is multiplied once.</summary>
/// <remarks>
/// A row goes through its magnitudes by falling number of weights, ties by rising magnitude. In a pass the sum begins at +0 and takes +1 or -1 times each input in the order of <see cref="SparseRows"/>;
/// a product with 1 is exact, so that this is the same chain whether a form multiplies, adds or subtracts. Then the magnitude times the sum is added to what the passes before made of the bias,
/// rounded once. Such a sum is never -0, so that a lane that idles on a zero changes nothing, whichever sign it takes it with; where a row has fewer magnitudes than others, the scale is -0: times
/// +0, the sum of nothing, that leaves everything as it is.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class SumRows
{
    /// <summary>Magnitudes of a row for which this is thought of: each pass fetches inputs for a part of the weights, and more lanes idle.</summary>
    public const int MostPasses = 4;

    private SumRows(SparseRows rows, float[] scales)
    {
        Rows = rows;
        Scales = scales;
    }

    /// <summary>Weights +1 and -1 by pass: chunk after chunk, and in each the first pass of all its positions, then the second.</summary>
    public readonly SparseRows Rows;

    /// <summary>What the sum of each of these is multiplied by.</summary>
    public readonly float[] Scales;

    /// <summary>The most magnitudes a row has; 0 where that is none, or more than <see cref="MostPasses"/>.</summary>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static int Passes(int[] starts, float[] weights)
    {
        int most = 0;
        float[] magnitudes = new float[MostPasses];
        int[] counts = new int[MostPasses];
        for (int position = 0; position + 1 < starts.Length; position++)
        {
            int found = Count(weights, starts[position], starts[position + 1], magnitudes, counts);
            if (found > MostPasses)
            {
                return 0;
            }

            most = Math.Max(most, found);
        }

        return most;
    }

    /// <summary>Chunks of one size.</summary>
    /// <param name="positions">Positions to cover.</param>
    /// <param name="size">Positions of a chunk.</param>
    public static int[] Chunks(int positions, int size)
    {
        int[] chunks = new int[(positions + size - 1) / size];
        for (int i = 0; i < chunks.Length; i++)
        {
            chunks[i] = size;
        }

        return chunks;
    }

    /// <summary>Takes rows apart.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="passes">Passes of every chunk: as many as <see cref="Passes"/> says.</param>
    /// <param name="chunks">Positions that go through their passes together, first to last; they cover all positions.</param>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static unsafe SumRows Of(SparseRows rows, int passes, int[] chunks)
    {
        int length = 0;
        foreach (int chunk in chunks)
        {
            length += chunk * passes;
        }

        int[] starts = new int[length + 1];
        int[] slots = new int[rows.Slots.Length];
        float[] signs = new float[rows.Weights.Length];
        float[] scales = new float[length];
        float[] magnitudes = new float[MostPasses];
        int[] counts = new int[MostPasses];
        int first = 0;
        int done = 0;
        fixed (float* weights = rows.Weights)
        fixed (float* to = signs)
        {
            foreach (int chunk in chunks)
            {
                for (int lane = 0; lane < chunk; lane++)
                {
                    int position = first + lane;
                    bool isRow = position < rows.Positions;
                    int found = isRow ? Count(rows.Weights, rows.Starts[position], rows.Starts[position + 1], magnitudes, counts) : 0;
                    for (int pass = 0; pass < passes; pass++)
                    {
                        int row = (first * passes) + (pass * chunk) + lane;
                        scales[row] = pass < found ? magnitudes[pass] : -0f;
                        starts[row + 1] = pass < found ? counts[pass] : 0;
                    }
                }

                for (int pass = 0; pass < passes; pass++)
                {
                    for (int lane = 0; lane < chunk; lane++)
                    {
                        int row = (first * passes) + (pass * chunk) + lane;
                        done = starts[row + 1] == 0 ? done : Take(rows, first + lane, scales[row], weights, slots, to, done);
                        starts[row + 1] = done;
                    }
                }

                first += chunk;
            }
        }

        return new SumRows(new SparseRows(starts, slots, signs), scales);
    }

    /// <summary>Copies the weights of one magnitude.</summary>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    private static unsafe int Take(SparseRows rows, int position, float magnitude, float* weights, int[] slots, float* signs, int done)
    {
        const int One = 0x3f800000;
        int bits = *(int*)&magnitude;
        int last = done;
        for (int k = rows.Starts[position]; k < rows.Starts[position + 1]; k++)
        {
            int weight = ((int*)weights)[k];

            // By its bits: signs cannot be predicted, and a branch for each took 9 ns.
            if ((weight & int.MaxValue) == bits)
            {
                slots[last] = rows.Slots[k];
                ((int*)signs)[last++] = (weight & int.MinValue) | One;
            }
        }

        return last;
    }

    /// <summary>A row's magnitudes, in the order of its passes, and how many weights have each.</summary>
    /// <returns>How many magnitudes there are; one more than fit where there are more.</returns>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    private static int Count(float[] weights, int start, int end, float[] magnitudes, int[] counts)
    {
        int found = 0;
        for (int k = start; k < end; k++)
        {
            float magnitude = Math.Abs(weights[k]);
            int at = 0;
            while (at < found && magnitudes[at] != magnitude)
            {
                at++;
            }

            if (at == MostPasses)
            {
                return MostPasses + 1;
            }

            if (at == found)
            {
                magnitudes[found] = magnitude;
                counts[found++] = 0;
            }

            counts[at]++;
        }

        for (int i = 1; i < found; i++)
        {
            for (int k = i; k > 0 && (counts[k] > counts[k - 1] || (counts[k] == counts[k - 1] && magnitudes[k] < magnitudes[k - 1])); k--)
            {
                (counts[k], counts[k - 1]) = (counts[k - 1], counts[k]);
                (magnitudes[k], magnitudes[k - 1]) = (magnitudes[k - 1], magnitudes[k]);
            }
        }

        return found;
    }
}
