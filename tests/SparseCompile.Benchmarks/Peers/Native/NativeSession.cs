using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.Native;

/// <summary>One layer in another library.</summary>
internal sealed unsafe class NativeSession : IPeerSession
{
    private readonly NativeShim _shim;
    private readonly nint _handle;
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _output;

    public NativeSession(NativeShim shim, IWorkload workload)
    {
        DenseLayer layer = workload.Layers[0];
        _shim = shim;
        _handle = TryOpen(shim, workload) ?? throw new InvalidOperationException("The library cannot run this layer.");
        _input = new AlignedBuffer(workload.Batch * layer.Inputs);
        _output = new AlignedBuffer(workload.Batch * layer.Outputs);
    }

    /// <inheritdoc/>
    public bool TakesColumns => !_shim.TakesSamples;

    /// <inheritdoc/>
    public Span<float> Input => _input.Span;

    /// <inheritdoc/>
    public Span<float> Output => _output.Span;

    /// <summary>Prepares a workload's only layer; null where the library cannot run it.</summary>
    public static nint? TryOpen(NativeShim shim, IWorkload workload)
    {
        DenseLayer layer = workload.Layers[0];
        nint handle = shim.Open(layer.Inputs, layer.Outputs, workload.Batch, layer.Weights, layer.Bias);
        return handle == 0 ? null : handle;
    }

    /// <inheritdoc/>
    public void Run() => _shim.Run(_handle, _input.Pointer, _output.Pointer);

    /// <inheritdoc/>
    public void Dispose()
    {
        _shim.Close(_handle);
        _input.Dispose();
        _output.Dispose();
    }
}
