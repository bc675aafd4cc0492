using System.Runtime.Intrinsics;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.Dense;

/// <summary>A dense implementation in C# vectors: what .NET can do without knowing about the zeros.</summary>
internal sealed class DenseSimdPeer : IPeer
{
    /// <inheritdoc/>
    public string Name => "dense-simd";

    /// <inheritdoc/>
    public bool IsAvailable(out string why)
    {
        // Vectors emulated in software would be an unfairly easy opponent.
        why = Vector128.IsHardwareAccelerated ? "" : "the runtime has no vector instructions here";
        return Vector128.IsHardwareAccelerated;
    }

    /// <inheritdoc/>
    public string? WhyNot(IWorkload workload) => workload.Layers.Any(layer => layer.IsHypersparse) ? DenseLayer.TooSparse : null;

    /// <inheritdoc/>
    public IPeerSession Open(IWorkload workload) => new DenseSimdSession(workload);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
