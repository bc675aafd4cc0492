namespace SparseCompile.Compiler.Targets;

/// <summary>The targets of generated C#, in the order in which the guards are tried.</summary>
public static class TargetRegistry
{
    private const string Intrinsics = "global::System.Runtime.Intrinsics.";

    /// <summary>AVX-512F, also where the run time prefers 256 bits: on processors that lower their clock for 512 bits this code is still 2 to 7 times as fast as the next.</summary>
    public static Target Avx512 { get; } = new("avx512", "512", 16, [16, 8, 4], Intrinsics + "X86.Avx512F.IsSupported", "512-bit vectors", HasBatch: true);

    /// <summary>AVX2 with FMA.</summary>
    public static Target Avx2 { get; } = new("avx2", "256", 8, [8, 4], Intrinsics + "Vector256.IsHardwareAccelerated && " + Intrinsics + "X86.Fma.IsSupported", "256-bit vectors", HasBatch: true);

    /// <summary>128-bit vectors of any architecture that multiplies and adds with one rounding.</summary>
    public static Target Vector128 { get; } =new(
        "vector128", "128", 4, [4], Intrinsics + "Vector128.IsHardwareAccelerated && (" + Intrinsics + "X86.Fma.IsSupported || " + Intrinsics + "Arm.AdvSimd.IsSupported)", "128-bit vectors", HasBatch: true);

    /// <summary>128-bit vectors where nothing multiplies and adds with one rounding: x64 before AVX2, NativeAOT's default, WebAssembly.</summary>
    public static Target Software { get; } =
        new("software", "Software", 4, [4], Intrinsics + "Vector128.IsHardwareAccelerated", "128-bit vectors without FMA hardware", HasBatch: false) { HasFma = false };

    /// <summary>Plain code.</summary>
    public static Target Scalar { get; } = new("scalar", "Plain", 1, [1], "", "plain code", HasBatch: false) { HasFma = false };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Target> All { get; } = [Avx512, Avx2, Vector128, Software, Scalar];

    /// <summary>The target whose plan decides what all share: orders of rows and inputs, and with them every output's chain.</summary>
    public static Target Primary => Avx512;
}
