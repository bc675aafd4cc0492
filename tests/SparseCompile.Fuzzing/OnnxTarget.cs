using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Fuzzing;

/// <summary>What is fuzzed: an ONNX file through reader, importer and passes.</summary>
public static class OnnxTarget
{
    /// <summary>Imports a file, and reads all of its tensors. Throws where a promise is broken.</summary>
    /// <param name="path">The file.</param>
    public static void Run(string path)
    {
        WeightFile file = WeightFile.Open(path, "model.onnx");
        foreach (TensorInfo tensor in file.Tensors)
        {
            TensorReadResult read = file.Read(tensor.Name);
            Require((read.Tensor is null) == (read.Error is not null), "a tensor is read, or an error says why not");
        }

        TypeDeclaration type = new("", new EquatableArray<string>(["partial class Model"]), "Model", "Model");
        ModelDeclaration declaration = new(type, path, UnrollingMode.Auto, default, default, null);
        List<CompilerDiagnostic> diagnostics = [];
        if (WeightFileLookup.Find(declaration with { WeightFile = "model.onnx" }, [file], diagnostics) is { } found)
        {
            bool isImported = ModelCompiler.Import(declaration, found, diagnostics) is not null;
            Require(isImported || diagnostics.Count(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error) == 1, "what is refused is one diagnostic");
        }
        else
        {
            Require(diagnostics.Count == 1, "what is refused is one diagnostic");
        }
    }

    private static void Require(bool condition, string promise)
    {
        if (!condition)
        {
            throw new InvalidOperationException("Broken promise: " + promise + ".");
        }
    }
}
