using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers;

/// <summary>The input and output of a managed peer, and the activations between its layers.</summary>
internal sealed class SessionBuffers : IDisposable
{
    private readonly AlignedBuffer[] _buffers;

    /// <summary>Allocates one buffer for each edge of the network.</summary>
    public SessionBuffers(IWorkload workload)
        => _buffers = [new(workload.Batch * workload.Layers[0].Inputs), .. workload.Layers.Select(layer => new AlignedBuffer(workload.Batch * layer.Outputs))];

    /// <summary>The network's input.</summary>
    public AlignedBuffer Input => _buffers[0];

    /// <summary>The network's output.</summary>
    public AlignedBuffer Output => _buffers[^1];

    /// <summary>What the given layer reads.</summary>
    public unsafe float* Before(int layer) => _buffers[layer].Pointer;

    /// <summary>What the given layer writes.</summary>
    public unsafe float* After(int layer) => _buffers[layer + 1].Pointer;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AlignedBuffer buffer in _buffers)
        {
            buffer.Dispose();
        }
    }
}
