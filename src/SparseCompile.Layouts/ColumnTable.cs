using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>A layer's non-zeros input by input, for kernels that visit the inputs that are not zero.</summary>
/// <remarks>Within an input, positions ascend. Inputs are visited in ascending order, so that the chain of each output is that of <see cref="SparseRows"/>.</remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class ColumnTable
{
    private ColumnTable(int[] starts, int[] positions, float[] weights)
    {
        Starts = starts;
        Positions = positions;
        Weights = weights;
    }

    /// <summary>Where each input slot's non-zeros start, one more entry than slots.</summary>
    public int[] Starts { get; }

    /// <summary>The position that each non-zero adds to.</summary>
    public int[] Positions { get; }

    /// <summary>The non-zeros.</summary>
    public float[] Weights { get; }

    /// <summary>Appends the blocks of a column: as many weights as lanes for each group of positions that has one, -0 on idle lanes.</summary>
    /// <param name="column">The column.</param>
    /// <param name="lanes">Positions of a block, which begins at a multiple of them.</param>
    /// <param name="firsts">Takes the first position of each block.</param>
    /// <param name="weights">Takes the weights.</param>
    /// <param name="positions">Positions there are: lanes beyond need no mask.</param>
    /// <returns>No lane idles.</returns>
    public bool AddBlocks(int column, int lanes, List<int> firsts, List<float> weights, int positions = int.MaxValue)
    {
        bool isFull = true;
        int k = Starts[column], end = Starts[column + 1];
        while (k < end)
        {
            int first = Positions[k] / lanes * lanes;
            firsts.Add(first);
            for (int lane = 0; lane < lanes; lane++)
            {
                bool isActive = k < end && Positions[k] == first + lane;
                isFull &= isActive || first + lane >= positions;
                weights.Add(isActive ? Weights[k++] : -0f);
            }
        }

        return isFull;
    }

    /// <summary>Lays a layer out.</summary>
    /// <param name="rows">The layer.</param>
    /// <param name="slots">Slots of its inputs.</param>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static ColumnTable Build(SparseRows rows, int slots)
    {
        int[] starts = new int[slots + 1];
        foreach (int slot in rows.Slots)
        {
            starts[slot + 1]++;
        }

        for (int slot = 0; slot < slots; slot++)
        {
            starts[slot + 1] += starts[slot];
        }

        int[] next = (int[])starts.Clone();
        int[] positions = new int[rows.Slots.Length];
        float[] weights = new float[positions.Length];
        for (int position = 0; position < rows.Positions; position++)
        {
            for (int k = rows.Starts[position]; k < rows.Starts[position + 1]; k++)
            {
                int place = next[rows.Slots[k]]++;
                positions[place] = position;
                weights[place] = rows.Weights[k];
            }
        }

        return new ColumnTable(starts, positions, weights);
    }
}
