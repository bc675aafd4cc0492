using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>A network loaded into ONNX Runtime with its input and output bound to fixed memory.</summary>
internal sealed class OrtSession : IPeerSession
{
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _output;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _inputValue;
    private readonly OrtValue _outputValue;
    private readonly RunOptions _options = new();

    /// <summary>Loads and binds a network.</summary>
    public OrtSession(IWorkload workload)
    {
        int inputs = workload.Layers[0].Inputs, outputs = workload.Layers[^1].Outputs;
        _input = new AlignedBuffer(workload.Batch * inputs);
        _output = new AlignedBuffer(workload.Batch * outputs);
        using SessionOptions options = new()
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
        };
        _session = new InferenceSession(OnnxModelWriter.Write(workload.Layers, workload.Batch, workload.IsInColumns), options);
        TakesColumns = workload.IsInColumns;
        _inputValue = TakesColumns ? Tensor(_input, inputs, workload.Batch) : Tensor(_input, workload.Batch, inputs);
        _outputValue = TakesColumns ? Tensor(_output, outputs, workload.Batch) : Tensor(_output, workload.Batch, outputs);
        _binding = _session.CreateIoBinding();
        _binding.BindInput("input", _inputValue);
        _binding.BindOutput("output", _outputValue);
    }

    /// <inheritdoc/>
    public bool TakesColumns { get; }

    /// <inheritdoc/>
    public Span<float> Input => _input.Span;

    /// <inheritdoc/>
    public Span<float> Output => _output.Span;

    /// <inheritdoc/>
    public void Run() => _session.RunWithBinding(_options, _binding);

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _inputValue.Dispose();
        _outputValue.Dispose();
        _session.Dispose();
        _options.Dispose();
        _input.Dispose();
        _output.Dispose();
    }

    /// <summary>A tensor that lies over the buffer.</summary>
    private static unsafe OrtValue Tensor(AlignedBuffer buffer, int rows, int columns) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance, TensorElementType.Float, [rows, columns], (nint)buffer.Pointer, (long)buffer.Length * sizeof(float));
}
