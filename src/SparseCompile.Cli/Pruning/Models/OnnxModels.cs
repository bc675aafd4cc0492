using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Pruning.Models;

/// <summary>ONNX files that no project declares.</summary>
internal static class OnnxModels
{
    /// <summary>Opens a file as a model that is all of it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ProjectException">It cannot be read.</exception>
    public static (ModelDeclaration Model, WeightFile File) Open(string path)
    {
        string name = Path.GetFileName(path);
        WeightFile file = WeightFile.Open(path, name);
        if (file.Error is { } error)
        {
            throw new ProjectException($"'{name}': found {error.Found}; expected {error.Expected}.");
        }

        TypeDeclaration type = new("", EquatableArray<string>.Empty, name, name);
        return (new ModelDeclaration(type, name, UnrollingMode.Auto, EquatableArray<int>.Empty, EquatableArray<LayerDeclaration>.Empty, null), file);
    }
}
