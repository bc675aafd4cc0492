using SparseCompile.Benchmarks.Generated;
using SparseCompile.Benchmarks.Weights;
using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Benchmarks.Images;

/// <summary>A network on images: its weights are written to a file, and the model compiled from it.</summary>
internal sealed class ImageWorkload : IWorkload
{
    private readonly InferDelegate _infer;

    /// <summary>Compiles and loads.</summary>
    public ImageWorkload(string name, int batch, ImageNetwork network)
    {
        (Name, Batch, Image) = (name, batch, network);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".npz");
        try
        {
            NpzWriter.Write(path, network.Layers.SelectMany(layer => layer.Tensors));
            ModelDeclaration declaration = Declare(network);
            _infer = GeneratedCode.Compile(declaration, WeightFile.Open(path, declaration.WeightFile), batch, isInColumns: false);
        }
        finally
        {
            File.Delete(path);
        }
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

    /// <summary>What a user would write: a class with one attribute for each layer.</summary>
    private static ModelDeclaration Declare(ImageNetwork network) => new(
        new TypeDeclaration("", new EquatableArray<string>(["partial class Model"]), "Model", "Model"),
        "weights/generated.npz",
        UnrollingMode.None,
        new EquatableArray<int>([network.Input.Channels, network.Input.Height, network.Input.Width]),
        new EquatableArray<LayerDeclaration>([.. network.Layers.Select(layer => layer.Declaration)]),
        null);
}
