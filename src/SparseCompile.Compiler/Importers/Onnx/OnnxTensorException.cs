using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>Carries what is wrong with a tensor of the file to <see cref="OnnxImporter"/>; never leaves this folder.</summary>
internal sealed class OnnxTensorException(WeightFileError error) : Exception(error.Found)
{
    /// <summary>What is wrong.</summary>
    public WeightFileError Error { get; } = error;
}
