using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SparseCompile.Cli;

namespace SparseCompile.Benchmarks.Ratios;

/// <summary>The comment lines above a report: figures without a machine mean nothing.</summary>
internal static class MachineHeader
{
    /// <summary>The lines, each with its leading number sign.</summary>
    public static IEnumerable<string> Lines(string? onnxRuntimeVersion) =>
    [
        $"# machine: {Machine.Processor()}, {Environment.ProcessorCount} logical processors, {RuntimeInformation.OSDescription}",
        $"# runtime: {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}",
        $"# vectors: {VectorWidth()} bits",
        $"# onnxruntime: {onnxRuntimeVersion ?? "not restored"}, 1 thread",
        "# ratio = peer / ours, median of paired rounds: above 1, ours is faster",
        "# workload\tours_ns\tpeer_ns\tmedian_ratio",
    ];

    private static int VectorWidth()
        => Avx512F.IsSupported ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
}
