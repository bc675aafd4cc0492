using SparseCompile.Benchmarks.Peers.Csr;
using SparseCompile.Benchmarks.Peers.Dense;
using SparseCompile.Benchmarks.Peers.OnnxRuntime;

namespace SparseCompile.Benchmarks.Peers;

/// <summary>All peers, in the order in which the reports name them.</summary>
internal static class PeerCatalog
{
    /// <summary>New peers; the caller disposes them.</summary>
    public static IReadOnlyList<IPeer> Create() => [new OrtPeer(), new DenseSimdPeer(), new CsrLoopPeer()];
}
