using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Images;
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
        int inputs = workload.InputLength, outputs = workload.OutputLength, batch = workload.Batch;
        _input = new AlignedBuffer(batch * inputs);
        _output = new AlignedBuffer(batch * outputs);
        using SessionOptions options = new()
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
        };
        ImageNetwork? image = workload.Image?.Twin ?? workload.Image;
        byte[] model = image?.ToOnnx(batch) ?? OnnxModelWriter.Write(workload.Layers, batch, workload.IsInColumns);
        _session = new InferenceSession(model, options);
        TakesColumns = workload.IsInColumns;
        _inputValue = Tensor(_input, image?.InputShape(batch) ?? (TakesColumns ? [inputs, batch] : [batch, inputs]));
        _outputValue = Tensor(_output, image?.OutputShape(batch) ?? (TakesColumns ? [outputs, batch] : [batch, outputs]));
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_session.InputNames[0], _inputValue);
        _binding.BindOutput(_session.OutputNames[0], _outputValue);
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
    private static unsafe OrtValue Tensor(AlignedBuffer buffer, int[] shape) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance, TensorElementType.Float, Array.ConvertAll(shape, extent => (long)extent), (nint)buffer.Pointer, (long)buffer.Length * sizeof(float));
}
