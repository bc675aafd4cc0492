namespace SparseCompile.Runtime;

/// <summary>Where activations lie in memory: 63 values, then a zero, over and over.</summary>
/// <remarks>
/// Every window of 64 slots then holds exactly one zero, which idle lanes read: weight -0 times +0 adds -0, and x + -0 is x for every x.
/// So an idle lane can neither change a sum (not even the sign of a zero) nor let a NaN through, without masks or branches.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
static class SlotLayout
{
    /// <summary>Slots from one zero to the next.</summary>
    public const int Period = 64;

    /// <summary>The slot of the value with this index.</summary>
    public static int SlotOf(int index) => index + (index / (Period - 1));

    /// <summary>The index of the value at this slot.</summary>
    public static int IndexOf(int slot) => slot - (slot / Period);

    /// <summary>Slots that hold <paramref name="count"/> values and their zeros: whole periods, at least one.</summary>
    public static int SlotCount(int count) => count == 0 ? Period : (count + Period - 2) / (Period - 1) * Period;

    /// <summary>Floats to allocate: a window may start in the last period and reach past it.</summary>
    public static int AllocationLength(int count) => SlotCount(count) + Period;
}
