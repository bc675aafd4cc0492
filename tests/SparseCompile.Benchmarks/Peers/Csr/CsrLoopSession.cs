using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.Csr;

/// <summary>A network in compressed sparse rows; a batch is one sample after the other.</summary>
internal sealed class CsrLoopSession(IWorkload workload) : IPeerSession
{
    private readonly CsrLayer[] _layers = [.. workload.Layers.Select(layer => new CsrLayer(layer))];
    private readonly SessionBuffers _buffers = new(workload);

    /// <inheritdoc/>
    public Span<float> Input => _buffers.Input.Span;

    /// <inheritdoc/>
    public Span<float> Output => _buffers.Output.Span;

    /// <inheritdoc/>
    public unsafe void Run()
    {
        for (int i = 0; i < _layers.Length; i++)
        {
            DenseLayer shape = workload.Layers[i];
            for (int sample = 0; sample < workload.Batch; sample++)
            {
                _layers[i].Run(_buffers.Before(i) + ((long)sample * shape.Inputs), _buffers.After(i) + ((long)sample * shape.Outputs));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffers.Dispose();
}
