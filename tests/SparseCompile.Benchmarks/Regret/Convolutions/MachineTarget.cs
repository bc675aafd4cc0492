using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Benchmarks.Regret.Convolutions;

/// <summary>The target whose kernels <c>Infer</c> runs on this processor.</summary>
internal static class MachineTarget
{
    /// <summary>As the guards of generated code find it.</summary>
    public static Target Current { get; } =
        Avx512F.IsSupported ? TargetRegistry.Avx512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? TargetRegistry.Avx2
        : !Vector128.IsHardwareAccelerated ? TargetRegistry.Scalar
        : Fma.IsSupported || AdvSimd.IsSupported ? TargetRegistry.Vector128
        : TargetRegistry.Software;
}
