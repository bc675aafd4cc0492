namespace SparseCompile.Benchmarks.Workloads;

/// <summary>A generated model together with the weights that it was compiled from.</summary>
internal sealed class ModelWorkload(string name, int batch, IReadOnlyList<DenseLayer> layers, InferDelegate infer) : IWorkload
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Batch => batch;

    /// <inheritdoc/>
    public double InputSparsity { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<DenseLayer> Layers => layers;

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> input, Span<float> output) => infer(input, output);

    /// <summary>The name: BenchmarkDotNet prints it as the parameter.</summary>
    public override string ToString() => name;
}
