using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers;

/// <summary>Another way to run a network, to measure ours against.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>The name after the slash in the reports.</summary>
    string Name { get; }

    /// <summary>Whether it runs convolutions.</summary>
    bool TakesImages => false;

    /// <summary>Whether it can run on this machine, and if not, why.</summary>
    bool IsAvailable(out string why);

    /// <summary>Why it cannot run this network; null when it can.</summary>
    string? WhyNot(IWorkload workload) => null;

    /// <summary>Prepares a network: all packing, loading and allocation happens here.</summary>
    IPeerSession Open(IWorkload workload);
}
