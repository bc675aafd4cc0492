using System;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>The form of gathering kernels: positions on the lanes, each lane fetching its own input.</summary>
/// <remarks>
/// Neighbouring positions have near-equal lengths when the plan sorted them, so nearly every lane works. Idle lanes, at the end of a block only,
/// read the zero of slot 63 with weight -0.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class GatherTable
{
    private GatherTable(int[] counts, int[] slots, float[] weights)
    {
        Counts = counts;
        Slots = slots;
        Weights = weights;
    }

    /// <summary>Steps of each block.</summary>
    public int[] Counts { get; }

    /// <summary>For each step and lane of the block, the input slot.</summary>
    public int[] Slots { get; }

    /// <summary>For each step and lane of the block, the weight; -0 on idle lanes.</summary>
    public float[] Weights { get; }

    /// <summary>Lays a layer out in blocks of <paramref name="lanes"/> positions.</summary>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static GatherTable Build(SparseRows rows, int lanes)
    {
        int blocks = (rows.Positions + lanes - 1) / lanes;
        int[] counts = new int[blocks];
        int steps = 0;
        for (int position = 0; position < rows.Positions; position++)
        {
            counts[position / lanes] = Math.Max(counts[position / lanes], rows.Starts[position + 1] - rows.Starts[position]);
        }

        foreach (int count in counts)
        {
            steps = checked(steps + count);
        }

        int[] slots = new int[checked(steps * lanes)];
        float[] weights = new float[slots.Length];
        for (int block = 0, offset = 0; block < blocks; block++)
        {
            for (int step = 0; step < counts[block]; step++)
            {
                for (int position = block * lanes; position < (block + 1) * lanes; position++, offset++)
                {
                    bool active = position < rows.Positions && rows.Starts[position] + step < rows.Starts[position + 1];
                    slots[offset] = active ? rows.Slots[rows.Starts[position] + step] : SlotLayout.Period - 1;
                    weights[offset] = active ? rows.Weights[rows.Starts[position] + step] : -0f;
                }
            }
        }

        return new GatherTable(counts, slots, weights);
    }
}
