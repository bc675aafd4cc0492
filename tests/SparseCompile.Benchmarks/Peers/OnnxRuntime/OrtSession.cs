using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>A network loaded into ONNX Runtime with its input and output bound to fixed memory.</summary>
internal sealed unsafe class OrtSession : IPeerSession
{
    private readonly OrtApi _api;
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _output;
    private readonly nint _memory;
    private readonly nint _session;
    private readonly nint _binding;
    private readonly nint _inputValue;
    private readonly nint _outputValue;
    private readonly delegate* unmanaged<nint, nint, nint, nint> _run;

    /// <summary>Loads and binds a network.</summary>
    public OrtSession(OrtApi api, nint environment, IWorkload workload)
    {
        int inputs = workload.Layers[0].Inputs, outputs = workload.Layers[^1].Outputs;
        _api = api;
        _input = new AlignedBuffer(workload.Batch * inputs);
        _output = new AlignedBuffer(workload.Batch * outputs);
        _session = CreateSession(environment, OnnxModelWriter.Write(workload.Layers, workload.Batch, workload.IsInColumns));
        _memory = CreateMemoryInfo();
        TakesColumns = workload.IsInColumns;
        _inputValue = TakesColumns ? CreateTensor(_input, inputs, workload.Batch) : CreateTensor(_input, workload.Batch, inputs);
        _outputValue = TakesColumns ? CreateTensor(_output, outputs, workload.Batch) : CreateTensor(_output, workload.Batch, outputs);
        nint binding;
        api.Check(((delegate* unmanaged<nint, nint*, nint>)api[OrtFunction.CreateIoBinding])(_session, &binding));
        _binding = binding;
        Bind(OrtFunction.BindInput, "input\0"u8, _inputValue);
        Bind(OrtFunction.BindOutput, "output\0"u8, _outputValue);
        _run = (delegate* unmanaged<nint, nint, nint, nint>)api[OrtFunction.RunWithBinding];
    }

    /// <inheritdoc/>
    public bool TakesColumns { get; }

    /// <inheritdoc/>
    public Span<float> Input => _input.Span;

    /// <inheritdoc/>
    public Span<float> Output => _output.Span;

    /// <inheritdoc/>
    public void Run() => _api.Check(_run(_session, 0, _binding));

    /// <inheritdoc/>
    public void Dispose()
    {
        _api.Release(OrtFunction.ReleaseIoBinding, _binding);
        _api.Release(OrtFunction.ReleaseValue, _inputValue);
        _api.Release(OrtFunction.ReleaseValue, _outputValue);
        _api.Release(OrtFunction.ReleaseMemoryInfo, _memory);
        _api.Release(OrtFunction.ReleaseSession, _session);
        _input.Dispose();
        _output.Dispose();
    }

    private nint CreateSession(nint environment, byte[] model)
    {
        const int Sequential = 0, AllOptimizations = 99;
        nint options = _api.Create(OrtFunction.CreateSessionOptions);
        nint session;
        try
        {
            _api.Set(OrtFunction.SetSessionExecutionMode, options, Sequential);
            _api.Set(OrtFunction.SetSessionGraphOptimizationLevel, options, AllOptimizations);
            _api.Set(OrtFunction.SetIntraOpNumThreads, options, 1);
            _api.Set(OrtFunction.SetInterOpNumThreads, options, 1);
            fixed (byte* bytes = model)
            {
                _api.Check(((delegate* unmanaged<nint, byte*, nint, nint, nint*, nint>)_api[OrtFunction.CreateSessionFromArray])(
                    environment, bytes, model.Length, options, &session));
            }
        }
        finally
        {
            _api.Release(OrtFunction.ReleaseSessionOptions, options);
        }

        return session;
    }

    private nint CreateMemoryInfo()
    {
        const int ArenaAllocator = 1, DefaultMemory = 0;
        nint memory;
        _api.Check(((delegate* unmanaged<int, int, nint*, nint>)_api[OrtFunction.CreateCpuMemoryInfo])(ArenaAllocator, DefaultMemory, &memory));
        return memory;
    }

    private nint CreateTensor(AlignedBuffer buffer, int rows, int columns)
    {
        const int Float32 = 1;
        long* shape = stackalloc long[] { rows, columns };
        nint value;
        _api.Check(((delegate* unmanaged<nint, void*, nint, long*, nint, int, nint*, nint>)_api[OrtFunction.CreateTensorWithDataAsOrtValue])(
            _memory, buffer.Pointer, buffer.Length * sizeof(float), shape, 2, Float32, &value));

        // The tensor must lie over our memory: a copy would leave the output where nobody looks.
        void* data;
        _api.Check(((delegate* unmanaged<nint, void**, nint>)_api[OrtFunction.GetTensorMutableData])(value, &data));
        return data == buffer.Pointer ? value : throw new NotSupportedException("ONNX Runtime copied a tensor that it was asked to use in place.");
    }

    private void Bind(OrtFunction function, ReadOnlySpan<byte> name, nint value)
    {
        fixed (byte* text = name)
        {
            _api.Check(((delegate* unmanaged<nint, byte*, nint, nint>)_api[function])(_binding, text, value));
        }
    }
}
