using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Where inputs lie for windows of 32 whose lanes must not be masked: 31 values, then a zero, over and over.</summary>
/// <remarks>As in <see cref="SlotLayout"/>, every window holds exactly one zero, which idle lanes read.</remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
static class NarrowSlots
{
    /// <summary>Slots from one zero to the next.</summary>
    public const int Period = WindowTable.NarrowWindow;

    /// <summary>Values of a period.</summary>
    public const int Values = Period - 1;

    /// <summary>The slot of the value with this index.</summary>
    public static int SlotOf(int index) => index + (index / Values);

    /// <summary>Floats of a copy of <paramref name="count"/> values: whole periods, one that a window may reach into, and one that copying may write to.</summary>
    public static int Length(int count) => ((count / Values) + 3) * Period;

    /// <summary>The rows by place, as those of <see cref="PackedRows"/>, reading inputs at these slots.</summary>
    /// <param name="rows">The rows by position.</param>
    /// <param name="places">Rows there are.</param>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static SparseRows Rows(SparseRows rows, int places)
    {
        SparseRows packed = PackedRows.Of(rows, places);
        for (int i = 0; i < packed.Slots.Length; i++)
        {
            packed.Slots[i] = SlotOf(packed.Slots[i]);
        }

        return packed;
    }
}
