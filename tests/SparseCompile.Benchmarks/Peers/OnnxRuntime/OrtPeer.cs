using Microsoft.ML.OnnxRuntime;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>ONNX Runtime on the same dense network: one thread, every graph optimisation, inputs and outputs bound once.</summary>
internal sealed class OrtPeer : IPeer
{
    /// <inheritdoc/>
    public string Name => "onnxruntime";

    /// <inheritdoc/>
    public bool TakesImages => true;

    /// <summary>The library's version, once it was found available.</summary>
    public string? Version { get; private set; }

    /// <inheritdoc/>
    public bool IsAvailable(out string why)
    {
        why = "";
        try
        {
            Version ??= OrtEnv.Instance().GetVersionString();
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException)
        {
            why = "ONNX Runtime has no library for this platform";
        }

        return Version is not null;
    }

    /// <inheritdoc/>
    public string? WhyNot(IWorkload workload) => workload.Layers.Any(layer => layer.IsHypersparse) ? DenseLayer.TooSparse : null;

    /// <inheritdoc/>
    public IPeerSession Open(IWorkload workload) => IsAvailable(out string why) ? new OrtSession(workload) : throw new NotSupportedException(why);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The environment is the process's.
    }
}
