using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.Native;

/// <summary>Another library, reached through a shim that <c>build-peers.sh</c> compiles where the library is installed.</summary>
internal sealed class NativePeer : IPeer
{
    private readonly string _path;
    private readonly NativeShim? _shim;

    /// <summary>Looks for the shim.</summary>
    public NativePeer(string name)
    {
        Name = name;
        _path = Path.Combine(RepositoryRoot.Find() ?? "", "artifacts", "peers", $"libpeer_{name}.so");
        _shim = NativeShim.Load(_path);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsAvailable(out string why)
    {
        why = _shim is not null ? "" : "no shim; tests/SparseCompile.Benchmarks/build-peers.sh builds those whose libraries are installed";
        return _shim is not null;
    }

    /// <inheritdoc/>
    public string? WhyNot(IWorkload workload) => workload.Layers.Any(layer => layer.IsHypersparse) ? DenseLayer.TooSparse
        : workload.Layers.Count == 1 && !workload.Layers[0].Relu && NativeSession.TryOpen(_shim!, workload) is { } layer && Close(layer) ? null
        : "it cannot run this network";

    /// <inheritdoc/>
    public IPeerSession Open(IWorkload workload) => new NativeSession(_shim!, workload);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The library stays loaded, as some of them keep threads or code of their own.
    }

    private unsafe bool Close(nint layer)
    {
        _shim!.Close(layer);
        return true;
    }
}
