using BenchmarkDotNet.Attributes;
using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Peers;
using SparseCompile.Benchmarks.Peers.Csr;
using SparseCompile.Benchmarks.Peers.Dense;
using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Benchmarks;

/// <summary>Every workload that this build can run: the generated model and its peers.</summary>
[MemoryDiagnoser]
public class ModelBenchmarks
{
    private AlignedBuffer? _input;
    private AlignedBuffer? _output;
    private IPeer? _peer;
    private IPeerSession? _session;

    /// <summary>The workloads to choose from.</summary>
    public static IEnumerable<IWorkload> Workloads => WorkloadCatalog.Available;

    /// <summary>The workload being measured.</summary>
    [ParamsSource(nameof(Workloads))]
    public IWorkload Workload { get; set; } = null!;

    /// <summary>Prepares the generated model.</summary>
    [GlobalSetup(Target = nameof(Ours))]
    public void SetUpOurs()
    {
        _input = new AlignedBuffer(Workload.Batch * Workload.Layers[0].Inputs);
        _output = new AlignedBuffer(Workload.Batch * Workload.Layers[^1].Outputs);
        SeededMatrix.Fill(_input.Span, Workload.InputSparsity, seed: 1);
    }

    /// <summary>Loads the network into ONNX Runtime.</summary>
    [GlobalSetup(Target = nameof(OnnxRuntime))]
    public void SetUpOnnxRuntime() => Open(new OrtPeer());

    /// <summary>Packs the dense network.</summary>
    [GlobalSetup(Target = nameof(DenseSimd))]
    public void SetUpDenseSimd() => Open(new DenseSimdPeer());

    /// <summary>Compresses the network's rows.</summary>
    [GlobalSetup(Target = nameof(CsrLoop))]
    public void SetUpCsrLoop() => Open(new CsrLoopPeer());

    /// <summary>The generated model.</summary>
    [Benchmark(Baseline = true)]
    public void Ours() => Workload.Run(_input!.Span, _output!.Span);

    /// <summary>ONNX Runtime on the dense network.</summary>
    [Benchmark]
    public void OnnxRuntime() => _session!.Run();

    /// <summary>Dense C# vectors.</summary>
    [Benchmark]
    public void DenseSimd() => _session!.Run();

    /// <summary>A loop over compressed rows.</summary>
    [Benchmark]
    public void CsrLoop() => _session!.Run();

    /// <summary>Frees whatever was prepared.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _session?.Dispose();
        _peer?.Dispose();
        _input?.Dispose();
        _output?.Dispose();
    }

    private void Open(IPeer peer)
    {
        _peer = peer;
        _session = peer.Open(Workload);
        SeededMatrix.Fill(_session.Input, Workload.InputSparsity, seed: 1);
    }
}
