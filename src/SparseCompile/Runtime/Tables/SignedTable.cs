using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>The table of <see cref="WindowTable"/> for rows of <see cref="SignRows"/>: one byte for a non-zero, its slot and its sign, instead of five.</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
static class SignedTable
{
    /// <summary>The bit that says that an input is subtracted; lookups look at the six lowest.</summary>
    public const byte Minus = 0x80;

    /// <summary>Adds the signs of the weights to the indices of windows of <see cref="WindowTable.Window"/> slots.</summary>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static void Sign(StepArrays steps)
    {
        byte[] indices = steps.Indices;
        float[] weights = steps.Weights;
        int weight = steps.FirstWeight;
        for (int index = steps.FirstIndex, end = index + steps.Length; index < end; index++, weight++)
        {
            // Idle lanes, of weight -0, take the zero with either sign.
            indices[index] |= weights[weight] < 0 ? Minus : (byte)0;
        }
    }

    /// <summary>Whether a lane idles: nothing but idle lanes reads the zero of a period.</summary>
    /// <param name="window">The first slot of the step's window.</param>
    /// <param name="index">The lane's entry.</param>
    public static bool IsIdle(int window, int index) => (window + (index & (WindowTable.Window - 1))) % SlotLayout.Period == SlotLayout.Period - 1;
}
