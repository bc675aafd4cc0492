using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.Csr;

/// <summary>What most people write first: compressed rows and a loop over their non-zeros.</summary>
internal sealed class CsrLoopPeer : IPeer
{
    /// <inheritdoc/>
    public string Name => "csr";

    /// <inheritdoc/>
    public bool IsAvailable(out string why)
    {
        why = "";
        return true;
    }

    /// <inheritdoc/>
    public IPeerSession Open(IWorkload workload) => new CsrLoopSession(workload);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
