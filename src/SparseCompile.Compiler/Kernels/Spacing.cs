using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels;

/// <summary>How the elements of a value are spaced in memory. Values and kernels name one; where they disagree the schedule inserts a copy.</summary>
public enum Spacing
{
    /// <summary>63 elements and a zero, over and over: <see cref="SlotLayout"/>.</summary>
    Slots,

    /// <summary>One after the other, and zeros behind them: <see cref="PackedRows"/>.</summary>
    Packed,

    /// <summary>31 elements and a zero: <see cref="NarrowSlots"/>.</summary>
    Narrow,
}

/// <summary>What follows from a spacing.</summary>
internal static class Spacings
{
    /// <summary>The slot of the element at a place.</summary>
    public static int SlotOf(this Spacing spacing, int place) => spacing switch
    {
        Spacing.Packed => place,
        Spacing.Narrow => NarrowSlots.SlotOf(place),
        Spacing.Slots => SlotLayout.SlotOf(place),
        _ => throw new ArgumentOutOfRangeException(nameof(spacing)),
    };

    /// <summary>Floats to allocate for so many elements, as far as kernels may read.</summary>
    public static int AllocationLength(this Spacing spacing, int count) => spacing switch
    {
        Spacing.Packed => PackedRows.Length(count),
        Spacing.Narrow => NarrowSlots.Length(count),
        Spacing.Slots => SlotLayout.AllocationLength(count),
        _ => throw new ArgumentOutOfRangeException(nameof(spacing)),
    };
}
