using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>ONNX Runtime on the same dense network: one thread, every graph optimisation, inputs and outputs bound once.</summary>
internal sealed class OrtPeer : IPeer
{
    private OrtApi? _api;
    private nint _environment;

    /// <inheritdoc/>
    public string Name => "onnxruntime";

    /// <summary>The library's version, once it was found available.</summary>
    public string? Version => _api?.Version;

    /// <inheritdoc/>
    public bool IsAvailable(out string why)
    {
        why = "";
        if (_api is null && OrtLibrary.Find(out why) is string library)
        {
            _api = new OrtApi(library);
            _environment = _api.CreateEnvironment();
        }

        return _api is not null;
    }

    /// <inheritdoc/>
    public string? WhyNot(IWorkload workload) => workload.Layers.Any(layer => layer.IsHypersparse) ? DenseLayer.TooSparse : null;

    /// <inheritdoc/>
    public IPeerSession Open(IWorkload workload)
        => IsAvailable(out string why) ? new OrtSession(_api!, _environment, workload) : throw new NotSupportedException(why);

    /// <inheritdoc/>
    public void Dispose()
    {
        _api?.Release(OrtFunction.ReleaseEnv, _environment);
        _environment = 0;
        _api = null;
    }
}
