using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Images;
using SparseCompile.Benchmarks.Onnx;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>A network loaded into ONNX Runtime with its input and output bound to fixed memory.</summary>
internal sealed class OrtSession : IPeerSession
{
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _output;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
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
        OnnxWorkload? network = workload as OnnxWorkload;
        byte[] model = network?.Onnx ?? image?.ToOnnx(batch) ?? OnnxModelWriter.Write(workload.Layers, batch, workload.IsInColumns);
        _session = new InferenceSession(model, options);
        TakesColumns = workload.IsInColumns;
        int[] input = image?.InputShape(batch) ?? (TakesColumns ? [inputs, batch] : [batch, inputs]);
        int[] output = image?.OutputShape(batch) ?? (TakesColumns ? [outputs, batch] : [batch, outputs]);
        _binding = _session.CreateIoBinding();
        Bind(_input, network?.Spans.Inputs ?? [new OnnxSpan(_session.InputNames[0], input)], _binding.BindInput);
        Bind(_output, network?.Spans.Outputs ?? [new OnnxSpan(_session.OutputNames[0], output)], _binding.BindOutput);
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
        _values.ForEach(value => value.Dispose());
        _session.Dispose();
        _options.Dispose();
        _input.Dispose();
        _output.Dispose();
    }

    /// <summary>Tensors that lie over the buffer, one after the other.</summary>
    private unsafe void Bind(AlignedBuffer buffer, IReadOnlyList<OnnxSpan> spans, Action<string, OrtValue> bind)
    {
        float* start = buffer.Pointer;
        foreach (OnnxSpan span in spans)
        {
            OrtValue value = OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, TensorElementType.Float, Array.ConvertAll(span.Shape, extent => (long)extent), (nint)start, (long)span.Length * sizeof(float));
            bind(span.Name, value);
            _values.Add(value);
            start += span.Length;
        }
    }
}
