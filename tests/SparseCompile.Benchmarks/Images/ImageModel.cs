using SparseCompile.Benchmarks.Weights;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Benchmarks.Images;

/// <summary>A network on images as the generator sees it: its weights are in a file for as long as it lives.</summary>
internal sealed class ImageModel : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".npz");

    /// <summary>Writes the weights.</summary>
    public ImageModel(ImageNetwork network)
    {
        NpzWriter.Write(_path, network.Layers.SelectMany(layer => layer.Tensors));
        Declaration = Declare(network);
        File = WeightFile.Open(_path, Declaration.WeightFile);
    }

    /// <summary>What a user would write: a class with one attribute for each layer.</summary>
    public ModelDeclaration Declaration { get; }

    /// <summary>The weights.</summary>
    public WeightFile File { get; }

    /// <inheritdoc/>
    public void Dispose() => System.IO.File.Delete(_path);

    private static ModelDeclaration Declare(ImageNetwork network) => new(
        new TypeDeclaration("", new EquatableArray<string>(["partial class Model"]), "Model", "Model"),
        "weights/generated.npz",
        UnrollingMode.None,
        new EquatableArray<int>([network.Input.Channels, network.Input.Height, network.Input.Width]),
        new EquatableArray<LayerDeclaration>([.. network.Layers.Select(layer => layer.Declaration)]),
        null);
}
