using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SparseCompile.Kernels.Tests.Children;

/// <summary>The instruction sets this process may use.</summary>
internal static class HardwareSets
{
    /// <summary>Names of those that generated code asks for, each with whether it is there.</summary>
    public static IReadOnlyDictionary<string, bool> All { get; } = new SortedDictionary<string, bool>(StringComparer.Ordinal)
    {
        ["AdvSimd"] = AdvSimd.IsSupported,
        ["Arm64Dp"] = Dp.IsSupported,
        ["Arm64Rdm"] = Rdm.IsSupported,
        ["Avx"] = Avx.IsSupported,
        ["Avx2"] = Avx2.IsSupported,
        ["Avx512F"] = Avx512F.IsSupported,
        ["Fma"] = Fma.IsSupported,
        ["Sse"] = Sse.IsSupported,
        ["Sse42"] = Sse42.IsSupported,
        ["Vector128"] = Vector128.IsHardwareAccelerated,
        ["Vector256"] = Vector256.IsHardwareAccelerated,
        ["Vector512"] = Vector512.IsHardwareAccelerated,
    };

    /// <summary>Those that are there.</summary>
    public static string Describe() => string.Join(" ", All.Where(set => set.Value).Select(set => set.Key));
}
