using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Reads a batch normalisation by PyTorch's or Keras' names: y = gamma (x - mean) / sqrt(variance + epsilon) + beta.</summary>
internal static class BatchNormReader
{
    /// <summary>Its scale and shift; null, with a diagnostic, where a tensor is missing or has the wrong length.</summary>
    /// <param name="declaration">The attribute.</param>
    /// <param name="source">The weights.</param>
    /// <param name="inputShape">Shape of what it normalises, channel by channel if there are as many means as channels; null where its own mean says how long that is.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static Affine? Read(BatchNormDeclaration declaration, TensorSource source, Shape? inputShape, ICollection<CompilerDiagnostic> diagnostics)
    {
        string mean = source.Has(declaration.Name + ".running_mean") || !source.Has(declaration.Name + ".moving_mean") ? "running_mean" : "moving_mean";
        bool isKeras = mean == "moving_mean";
        int? channels = inputShape is { Extents.Count: > 1 } image && MeansOf(declaration, source, mean) == image.Extents[0] ? image.Extents[0] : null;
        if ((channels ?? inputShape?.Length ?? MeanLength(declaration, source, mean, diagnostics)) is not { } length)
        {
            return null;
        }

        float[]? means = Vector(mean);
        float[]? variances = means is null ? null : Vector(isKeras ? "moving_variance" : "running_var");
        float[]? gamma = variances is null ? null : Optional(isKeras ? "gamma" : "weight", 1f);
        float[]? beta = gamma is null ? null : Optional(isKeras ? "beta" : "bias", 0f);
        if (beta is null)
        {
            return null;
        }

        double[] scale = new double[length];
        double[] shift = new double[length];
        for (int i = 0; i < length; i++)
        {
            scale[i] = gamma![i] / Math.Sqrt((double)variances![i] + declaration.Epsilon);
            shift[i] = beta[i] - (means![i] * scale[i]);
        }

        return new Affine(scale, shift) { Repeat = channels is null ? 1 : inputShape!.Value.Length / length };

        float[]? Vector(string part) => source.ReadVector(declaration.Name + "." + part, length, declaration.Location);

        float[]? Optional(string part, float otherwise) =>
            source.Has(declaration.Name + "." + part) ? Vector(part) : [.. Enumerable.Repeat(otherwise, length)];
    }

    private static int MeansOf(BatchNormDeclaration declaration, TensorSource source, string mean) =>
        source.File.Tensors.FirstOrDefault(tensor => tensor.Name == declaration.Name + "." + mean) is { } info ? TensorSource.VectorLength(info) : 0;

    private static int? MeanLength(BatchNormDeclaration declaration, TensorSource source, string mean, ICollection<CompilerDiagnostic> diagnostics)
    {
        TensorInfo? info = source.File.Tensors.FirstOrDefault(tensor => tensor.Name == declaration.Name + "." + mean);
        int length = info is null ? 0 : TensorSource.VectorLength(info);
        if (info is not null && length == 0)
        {
            string found = TensorSource.Describe(info.Shape);
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.WrongShape, declaration.Location, source.File.LogicalName, info.Name, found, "a vector with at least one value"));
            return null;
        }

        return length;
    }
}
