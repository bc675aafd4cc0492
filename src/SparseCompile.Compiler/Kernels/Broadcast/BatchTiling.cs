using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Broadcast;

/// <summary>How the inputs of a batch are cut into tiles that stay in the level-1 cache.</summary>
/// <remarks>A layer of 1600 to 1500 at 5 %, 64 inputs: 172 us reading its inputs from the level-2 cache, 139 tile by tile.</remarks>
internal static class BatchTiling
{
    /// <summary>Vectors of inputs side by side, at most.</summary>
    public const int MostVectors = 8;

    /// <summary>Floats of a tile with the most inputs side by side: 32 KiB, the smallest level-1 cache of the processors in question.</summary>
    private const int TileFloats = 8192;

    /// <summary>Non-zeros a row should have in a tile: its accumulators come from the level-2 cache and go back once for all of them. 6 took 164 us, 10 156, 20 159.</summary>
    private const int NonZerosPerVisit = 10;

    /// <summary>Slots of a tile for vectors of this width: the same however many vectors a weight meets, so that they share their tables.</summary>
    public static int TileSlots(Arrangement layer, int width)
    {
        int side = width * MostVectors;
        int slots = 1;
        foreach (int slot in layer.Rows.Slots)
        {
            slots = Math.Max(slots, slot + 1);
        }

        int most = (slots + (TileFloats / side) - 1) / (TileFloats / side);

        // A layer whose outputs are all dead has none.
        int worthwhile = layer.Layer.Weights.NonZeros / (Math.Max(1, layer.Layer.Outputs) * NonZerosPerVisit);
        int tiles = Math.Max(1, Math.Min(most, worthwhile));
        return (slots + tiles - 1) / tiles;
    }
}
