using SparseCompile.Benchmarks.Generated;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Images;

/// <summary>A network on images: its weights are written to a file, and the model compiled from it.</summary>
internal sealed class ImageWorkload : IWorkload
{
    private readonly InferDelegate _infer;

    /// <summary>Compiles and loads.</summary>
    public ImageWorkload(string name, int batch, ImageNetwork network)
    {
        (Name, Batch, Image) = (name, batch, network);
        using ImageModel model = new(network);
        _infer = GeneratedCode.Compile(model.Declaration, model.File, batch, isInColumns: false);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Batch { get; }

    /// <inheritdoc/>
    public double InputSparsity => 0;

    /// <inheritdoc/>
    public IReadOnlyList<DenseLayer> Layers => [];

    /// <inheritdoc/>
    public ImageNetwork? Image { get; }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> input, Span<float> output) => _infer(input, output);
}
