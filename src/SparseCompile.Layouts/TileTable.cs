using System;
using System.Linq;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>The form for batches: row by row, tile by tile of the input, so that a tile's inputs stay in the level-1 cache while all rows meet them.</summary>
/// <remarks>
/// Tiles ascend, and so do the slots of a row within a tile: the chain of each output is that of <see cref="SparseRows"/>. Within a tile, rows with equally many
/// non-zeros follow one another, for the processor to foresee where their loops end.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class TileTable
{
    private TileTable(int[] counts, int[] positions, int[] slots, float[] weights, int tiles)
    {
        Counts = counts;
        Positions = positions;
        Slots = slots;
        Weights = weights;
        Tiles = tiles;
    }

    /// <summary>Non-zeros of each visit of a position.</summary>
    public int[] Counts { get; }

    /// <summary>The position visited; the first tile visits all.</summary>
    public int[] Positions { get; }

    /// <summary>The slot each non-zero reads, visit by visit.</summary>
    public int[] Slots { get; }

    /// <summary>The non-zeros, visit by visit.</summary>
    public float[] Weights { get; }

    /// <summary>Tiles there are, at least one.</summary>
    public int Tiles { get; }

    /// <summary>The positions of a layer that is not cut into tiles, as they come.</summary>
    public static int[] InOrder(int positions)
    {
        int[] all = new int[positions];
        for (int position = 0; position < positions; position++)
        {
            all[position] = position;
        }

        return all;
    }

    /// <summary>Lays a layer out.</summary>
    /// <param name="rows">The layer.</param>
    /// <param name="tileSlots">Slots of a tile.</param>
    /// <param name="visitsAllLast">The last tile visits all positions, not only those with non-zeros there: an activation is still to be applied.</param>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static TileTable Build(SparseRows rows, int tileSlots, bool visitsAllLast)
    {
        int tiles = 1;
        foreach (int slot in rows.Slots)
        {
            tiles = Math.Max(tiles, (slot / tileSlots) + 1);
        }

        int[] next = (int[])rows.Starts.Clone();
        int[] lengths = new int[rows.Positions];
        int[] all = InOrder(rows.Positions);
        int[] counts = new int[checked(tiles * rows.Positions)];
        int[] positions = new int[counts.Length];
        int[] slots = new int[rows.Slots.Length];
        float[] weights = new float[slots.Length];
        int visits = 0;
        int offset = 0;
        for (int tile = 0; tile < tiles; tile++)
        {
            for (int position = 0; position < lengths.Length; position++)
            {
                int end = next[position];
                for (; end < rows.Starts[position + 1] && rows.Slots[end] < (tile + 1) * tileSlots; end++)
                {
                }

                lengths[position] = end - next[position];
            }

            // Stable: equal lengths keep their order.
            bool isAll = tile == 0 || (visitsAllLast && tile == tiles - 1);
            foreach (int position in all.OrderByDescending(position => lengths[position]))
            {
                int length = lengths[position];
                if (length > 0 || isAll)
                {
                    counts[visits] = length;
                    positions[visits++] = position;
                    Array.Copy(rows.Slots, next[position], slots, offset, length);
                    Array.Copy(rows.Weights, next[position], weights, offset, length);
                    next[position] += length;
                    offset += length;
                }
            }
        }

        Array.Resize(ref counts, visits);
        Array.Resize(ref positions, visits);
        return new TileTable(counts, positions, slots, weights, tiles);
    }
}
