using SparseCompile.Benchmarks.Weights;
using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Benchmarks.Generated;

/// <summary>A model of one layer that is not part of this program: its weights are written to a file, and compiled when it is measured.</summary>
internal sealed class GeneratedModel : IDisposable
{
    private const string FileName = "generated";
    private readonly string _path;

    /// <summary>Writes the weights: every one of them, or only the non-zeros of a layer that has nothing else.</summary>
    public GeneratedModel(DenseLayer layer)
    {
        string extension = layer.IsHypersparse ? ".mtx" : ".npz";
        _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + extension);
        if (layer.Hypersparse is { } rows)
        {
            MatrixMarketWriter.Write(_path, layer.Outputs, layer.Inputs, rows);
        }
        else
        {
            NpzWriter.Write(_path, new Dictionary<string, NpyArray>
            {
                ["fc1.weight"] = new([layer.Outputs, layer.Inputs], layer.Weights),
                ["fc1.bias"] = new([layer.Outputs], layer.Bias),
            });
        }

        // A Matrix Market file holds one matrix, named after the file.
        Declaration = Declare("weights/" + FileName + extension, layer.IsHypersparse ? FileName : null);
        File = WeightFile.Open(_path, Declaration.WeightFile);
    }

    /// <summary>The weights.</summary>
    public WeightFile File { get; }

    /// <summary>What a user would write: a class with one attribute for the layer.</summary>
    public ModelDeclaration Declaration { get; }

    /// <inheritdoc/>
    public void Dispose() => System.IO.File.Delete(_path);

    private static ModelDeclaration Declare(string file, string? weight) => new(
        new TypeDeclaration("", new EquatableArray<string>(["partial class Model"]), "Model", "Model"),
        file,
        UnrollingMode.None,
        EquatableArray<int>.Empty,
        new EquatableArray<LayerDeclaration>([new LinearDeclaration("fc1", weight, null, false, ActivationFunction.None, null)]),
        null);
}
