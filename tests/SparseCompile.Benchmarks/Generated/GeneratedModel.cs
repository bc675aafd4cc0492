using SparseCompile.Benchmarks.Weights;
using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Benchmarks.Generated;

/// <summary>A model of one layer that is not part of this program: its weights are written to a file, and compiled when it is measured.</summary>
internal sealed class GeneratedModel : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".npz");

    /// <summary>Writes the weights.</summary>
    public GeneratedModel(DenseLayer layer)
    {
        NpzWriter.Write(_path, new Dictionary<string, NpyArray>
        {
            ["fc1.weight"] = new([layer.Outputs, layer.Inputs], layer.Weights),
            ["fc1.bias"] = new([layer.Outputs], layer.Bias),
        });
        File = WeightFile.Open(_path, "weights/generated.npz");
    }

    /// <summary>The weights.</summary>
    public WeightFile File { get; }

    /// <summary>What a user would write: a class with one attribute for the layer.</summary>
    public static ModelDeclaration Declaration { get; } = new(
        new TypeDeclaration("", new EquatableArray<string>(["partial class Model"]), "Model", "Model"),
        "weights/generated.npz",
        UnrollingMode.None,
        EquatableArray<int>.Empty,
        new EquatableArray<LayerDeclaration>([new LinearDeclaration("fc1", null, null, false, ActivationFunction.None, null)]),
        null);

    /// <inheritdoc/>
    public void Dispose() => System.IO.File.Delete(_path);
}
