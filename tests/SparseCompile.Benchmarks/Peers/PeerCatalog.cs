using SparseCompile.Benchmarks.Peers.Csr;
using SparseCompile.Benchmarks.Peers.Dense;
using SparseCompile.Benchmarks.Peers.Native;
using SparseCompile.Benchmarks.Peers.OnnxRuntime;

namespace SparseCompile.Benchmarks.Peers;

/// <summary>All peers, in the order in which the reports name them.</summary>
internal static class PeerCatalog
{
    /// <summary>New peers for the ratios; the caller disposes them.</summary>
    public static IReadOnlyList<IPeer> Create() => [new OrtPeer(), new DenseSimdPeer(), new CsrLoopPeer()];

    /// <summary>What else a user could pick, where it is installed: dense and sparse products, and sparse inference.</summary>
    public static IReadOnlyList<IPeer> CreateNative() => [new NativePeer("openblas"), new NativePeer("eigen"), new NativePeer("libxsmm"), new NativePeer("xnnpack")];
}
