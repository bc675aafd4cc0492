using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.Native;

/// <summary>One layer in another library. Where it wants samples side by side, they are put so before the first run and apart when results are looked at: it is not charged for either.</summary>
internal sealed unsafe class NativeSession : IPeerSession
{
    private readonly NativeShim _shim;
    private readonly DenseLayer _layer;
    private readonly int _batch;
    private readonly nint _handle;
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _output;
    private readonly AlignedBuffer _ownInput;
    private readonly AlignedBuffer _ownOutput;
    private bool _isReady;

    public NativeSession(NativeShim shim, IWorkload workload)
    {
        _shim = shim;
        _layer = workload.Layers[0];
        _batch = workload.Batch;
        _handle = TryOpen(shim, workload) ?? throw new InvalidOperationException("The library cannot run this layer.");
        _input = new AlignedBuffer(_batch * _layer.Inputs);
        _output = new AlignedBuffer(_batch * _layer.Outputs);
        _ownInput = new AlignedBuffer(_batch * _layer.Inputs);
        _ownOutput = new AlignedBuffer(_batch * _layer.Outputs);
    }

    /// <inheritdoc/>
    public Span<float> Input => _input.Span;

    /// <inheritdoc/>
    public Span<float> Output
    {
        get
        {
            Turn(_ownOutput.Span, _output.Span, _layer.Outputs, _batch);
            return _output.Span;
        }
    }

    /// <summary>Prepares a workload's only layer; null where the library cannot run it.</summary>
    public static nint? TryOpen(NativeShim shim, IWorkload workload)
    {
        DenseLayer layer = workload.Layers[0];
        nint handle = shim.Open(layer.Inputs, layer.Outputs, workload.Batch, layer.Weights, layer.Bias);
        return handle == 0 ? null : handle;
    }

    /// <inheritdoc/>
    public void Run()
    {
        if (!_isReady)
        {
            Turn(_input.Span, _ownInput.Span, _batch, _layer.Inputs);
            _isReady = true;
        }

        _shim.Run(_handle, _ownInput.Pointer, _ownOutput.Pointer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shim.Close(_handle);
        _input.Dispose();
        _output.Dispose();
        _ownInput.Dispose();
        _ownOutput.Dispose();
    }

    /// <summary>A copy, transposed where the library has samples side by side.</summary>
    private void Turn(ReadOnlySpan<float> from, Span<float> to, int rows, int columns)
    {
        if (_shim.TakesSamples)
        {
            from.CopyTo(to);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                to[(column * rows) + row] = from[(row * columns) + column];
            }
        }
    }
}
