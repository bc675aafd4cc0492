using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Planning;

/// <summary>What families have in common.</summary>
internal static class KernelFamilies
{
    /// <summary>Inputs are added and subtracted first, and each sum is multiplied once.</summary>
    public static bool SumsFirst(this KernelFamily family) => family is KernelFamily.SignedLookup or KernelFamily.NarrowSignedLookup;

    /// <summary>Inputs are looked up in windows of 32, not of 64.</summary>
    public static bool IsNarrow(this KernelFamily family) => family is KernelFamily.NarrowLookup or KernelFamily.NarrowSignedLookup;

    /// <summary>Slots of a window.</summary>
    public static int Window(this KernelFamily family) => family.IsNarrow() ? WindowTable.NarrowWindow : WindowTable.Window;

    /// <summary>Where a family's 512-bit kernels find their inputs.</summary>
    public static InputLayout InputLayout(this KernelFamily family) => family switch
    {
        KernelFamily.NarrowLookup or KernelFamily.Blocks => Planning.InputLayout.Packed,
        KernelFamily.NarrowSignedLookup => Planning.InputLayout.NarrowSlots,
        _ => Planning.InputLayout.Slots,
    };

    /// <summary>The family's name, in <c>Info</c>.</summary>
    public static string Name(this KernelFamily family) => family switch
    {
        KernelFamily.RegisterLookup => "register lookup",
        KernelFamily.StreamedLookup => "streamed lookup",
        KernelFamily.SignedLookup => "signed lookup",
        KernelFamily.NarrowLookup => "narrow lookup",
        KernelFamily.NarrowSignedLookup => "narrow signed lookup",
        KernelFamily.Blocks => "blocks",
        KernelFamily.SparseActivations => "sparse activations",
        KernelFamily.Gather => "gather",
        _ => "batch on lanes",
    };
}
