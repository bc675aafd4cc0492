using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Generated;

/// <summary>A layer that is compiled when it is measured, by the generator's compiler and the C# compiler, as in a build.</summary>
internal sealed class GeneratedWorkload : IWorkload
{
    private readonly InferDelegate _infer;

    /// <summary>Compiles and loads.</summary>
    public GeneratedWorkload(string name, int batch, bool isInColumns, DenseLayer layer)
    {
        Name = name;
        Batch = batch;
        IsInColumns = isInColumns;
        Layers = [layer];
        using GeneratedModel model = new(layer);
        _infer = GeneratedCode.Compile(model.Declaration, model.File, batch, isInColumns);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Batch { get; }

    /// <inheritdoc/>
    public bool IsInColumns { get; }

    /// <inheritdoc/>
    public double InputSparsity => 0;

    /// <inheritdoc/>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> input, Span<float> output) => _infer(input, output);
}
