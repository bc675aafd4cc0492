using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>
/// A layer's rows by place and packed input: for kernels that read a copy of their inputs without the zeros of <see cref="SlotLayout"/>, or with one in every 32.
/// </summary>
/// <remarks>
/// 31 values, then a zero, over and over: every window of 32 that starts at a multiple of 16 holds exactly one zero, which idle lanes read with weight -0. Where no lane
/// is ever idle, 32 values follow one another, and a pattern of N in 32 columns stays one.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
static class PackedRows
{
    /// <summary>Slots from one zero to the next, where there are zeros.</summary>
    public const int Period = 32;

    /// <summary>Zeros that follow the values: as far as a window reaches past the last one, and what idle blocks read.</summary>
    public const int Zeros = 64;

    /// <summary>Where the value with this index is.</summary>
    public static int PlaceOf(int index, bool hasZeros) => hasZeros ? index + (index / (Period - 1)) : index;

    /// <summary>Floats of a packed copy of <paramref name="count"/> values.</summary>
    public static int Length(int count, bool hasZeros) => PlaceOf(count, hasZeros) + Zeros;

    /// <summary>The rows by place instead of by position, reading packed inputs instead of slots.</summary>
    /// <param name="rows">The rows by position.</param>
    /// <param name="places">Rows there are: as many as positions where nothing reads this layer by slot, else fewer.</param>
    /// <param name="hasZeros">There is a zero in every window of inputs.</param>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static SparseRows Of(SparseRows rows, int places, bool hasZeros)
    {
        int[] starts = new int[places + 1];
        for (int place = 0; place < places; place++)
        {
            starts[place + 1] = rows.Starts[(rows.Positions == places ? place : SlotLayout.SlotOf(place)) + 1];
        }

        int[] inputs = new int[rows.Slots.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = PlaceOf(SlotLayout.IndexOf(rows.Slots[i]), hasZeros);
        }

        return new SparseRows(starts, inputs, rows.Weights);
    }
}
