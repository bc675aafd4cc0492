using System;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>The form of layers pruned in blocks: 16 places on the lanes, neighbouring ones sharing the inputs they read.</summary>
/// <remarks>
/// Inputs are fetched once for all places that share them, one or four consecutive ones at a time: the union of what they read. A lane idles where its place has
/// no non-zero there (weight -0; masked), and where the others of its block of groups have more (weight -0 and a zero past the inputs). Inputs ascend, so
/// the chain of each output is that of <see cref="SparseRows"/>.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class BlockTable
{
    private const int Lanes = WindowTable.Lanes;

    private BlockTable(int[] counts, int[] inputs, float[] weights)
    {
        Counts = counts;
        Inputs = inputs;
        Weights = weights;
    }

    /// <summary>Steps of each block of groups.</summary>
    public int[] Counts { get; }

    /// <summary>For each step, group and share of lanes, the first input it reads.</summary>
    public int[] Inputs { get; }

    /// <summary>For each step, group, input and lane, the weight; -0 on idle lanes.</summary>
    public float[] Weights { get; }

    /// <summary>As in <see cref="WindowTable.IsFull"/>: no place idles while others that share its inputs work: no lane needs a mask.</summary>
    public bool IsFull { get; private set; } = true;

    /// <summary>Lays a layer out.</summary>
    /// <param name="rows">The layer, by place and input.</param>
    /// <param name="groupsPerBlock">Groups of 16 places computed side by side, first to last.</param>
    /// <param name="height">Places that share their inputs: 16, 8 or 4.</param>
    /// <param name="width">Consecutive inputs fetched at a time: 1 or 4.</param>
    /// <param name="zero">The input where the zeros begin.</param>
    /// <param name="leastUse">Share of the lanes that must work.</param>
    /// <returns>The table; null where fewer lanes work.</returns>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static BlockTable? Build(SparseRows rows, int[] groupsPerBlock, int height, int width, int zero, double leastUse)
    {
        int shares = Lanes / height;
        int[] counts = new int[groupsPerBlock.Length];
        int[] next = new int[Lanes];
        long steps = 0;
        for (int block = 0, first = 0; block < counts.Length; first += groupsPerBlock[block++] * Lanes)
        {
            for (int place = first; place < first + (groupsPerBlock[block] * Lanes); place += height)
            {
                counts[block] = Math.Max(counts[block], Walk(rows, place, (height, width), null, 0, 0, next));
            }

            // Asked as early as it can be known: most layers are not pruned in blocks.
            steps += (long)counts[block] * groupsPerBlock[block];
            if (rows.Weights.Length < leastUse * steps * width * Lanes || steps * width * Lanes > int.MaxValue)
            {
                return null;
            }
        }

        BlockTable table = new(counts, new int[steps * shares], new float[steps * width * Lanes]);
        for (int i = 0; i < table.Inputs.Length; i++)
        {
            table.Inputs[i] = zero;
        }

        for (int i = 0; i < table.Weights.Length; i++)
        {
            table.Weights[i] = -0f;
        }

        int step = 0;
        for (int block = 0, first = 0; block < counts.Length; first += groupsPerBlock[block] * Lanes, step += counts[block] * groupsPerBlock[block], block++)
        {
            for (int place = first; place < first + (groupsPerBlock[block] * Lanes); place += height)
            {
                // The first step's entry of this share of the lanes; the next step's is as many groups further on.
                int share = (step * shares) + ((place - first) / height);
                Walk(rows, place, (height, width), table, share, groupsPerBlock[block] * shares, next);
            }
        }

        return table;
    }

    /// <summary>Goes through the inputs that some places share; counts the steps, and writes them to a table where there is one.</summary>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    private static int Walk(SparseRows rows, int place, (int Height, int Width) shape, BlockTable? table, int share, int stride, int[] next)
    {
        int present = Math.Max(0, Math.Min(shape.Height, rows.Positions - place));
        for (int lane = 0; lane < present; lane++)
        {
            next[lane] = rows.Starts[place + lane];
        }

        for (int step = 0; ; step++, share += stride)
        {
            int lowest = int.MaxValue;
            for (int lane = 0; lane < present; lane++)
            {
                lowest = next[lane] < rows.Starts[place + lane + 1] ? Math.Min(lowest, rows.Slots[next[lane]]) : lowest;
            }

            if (lowest == int.MaxValue)
            {
                return step;
            }

            for (int lane = 0; lane < present; lane++)
            {
                int taken = 0;
                for (; next[lane] < rows.Starts[place + lane + 1] && rows.Slots[next[lane]] < lowest + shape.Width; next[lane]++, taken++)
                {
                    table?.Put(share, shape, lane, rows.Slots[next[lane]] - lowest, rows.Weights[next[lane]]);
                }

                if (table is not null)
                {
                    table.IsFull &= taken == shape.Width;
                }
            }

            if (table is not null)
            {
                table.Inputs[share] = lowest;
            }
        }
    }

    [MethodImpl(TableCode.OptimisedAtOnce)]
    private void Put(int share, (int Height, int Width) shape, int lane, int input, float weight)
    {
        int shares = Lanes / shape.Height;
        Weights[(((share / shares * shape.Width) + input) * Lanes) + (share % shares * shape.Height) + lane] = weight;
    }
}
