using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Planning;

/// <summary>Where a 512-bit kernel finds its inputs.</summary>
public enum InputLayout
{
    /// <summary>Where the layer before left them: <see cref="SlotLayout"/>.</summary>
    Slots,

    /// <summary>In a copy without zeros.</summary>
    Packed,

    /// <summary>In a copy with a zero in every window of 32: <see cref="NarrowSlots"/>.</summary>
    NarrowSlots,
}

/// <summary>What follows from a layout.</summary>
internal static class InputLayouts
{
    /// <summary>The slot of the input at a place.</summary>
    public static int SlotOf(this InputLayout layout, int place) => layout switch
    {
        InputLayout.Packed => place,
        InputLayout.NarrowSlots => NarrowSlots.SlotOf(place),
        _ => SlotLayout.SlotOf(place),
    };

    /// <summary>Floats of the copy; 0 where there is none.</summary>
    public static int CopyLength(this InputLayout layout, int count) => layout switch
    {
        InputLayout.Packed => PackedRows.Length(count),
        InputLayout.NarrowSlots => NarrowSlots.Length(count),
        _ => 0,
    };

    /// <summary>The rows as the kernel reads their inputs: by position, or by place where it reads a copy.</summary>
    public static SparseRows Rows(this InputLayout layout, SparseRows rows, int places) => layout switch
    {
        InputLayout.Packed => PackedRows.Of(rows, places),
        InputLayout.NarrowSlots => NarrowSlots.Rows(rows, places),
        _ => rows,
    };
}
