using System.Runtime.Intrinsics.X86;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.Dense;

/// <summary>A dense network, packed once, with the widest vectors there are.</summary>
internal sealed class DenseSimdSession(IWorkload workload) : IPeerSession
{
    private readonly PackedLayer[] _layers = [.. workload.Layers.Select(layer => new PackedLayer(layer))];
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
            if (Avx512F.IsSupported)
            {
                DenseKernel512.Run(_layers[i], workload.Batch, _buffers.Before(i), _buffers.After(i));
            }
            else
            {
                DenseKernel256.Run(_layers[i], workload.Batch, _buffers.Before(i), _buffers.After(i));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffers.Dispose();
        foreach (PackedLayer layer in _layers)
        {
            layer.Dispose();
        }
    }
}
