using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Reads a batch normalisation by PyTorch's or Keras' names: y = gamma (x - mean) / sqrt(variance + epsilon) + beta.</summary>
/// <param name="declaration">The attribute.</param>
/// <param name="source">The weights.</param>
internal sealed class BatchNormReader(BatchNormDeclaration declaration, TensorSource source)
{
    /// <summary>What was read; null before.</summary>
    public NormTensors? Tensors { get; private set; }

    /// <summary>Its scale and shift; null, with a diagnostic, where a tensor is missing or has the wrong length.</summary>
    /// <param name="inputShape">Shape of what it normalises, channel by channel if there are as many means as channels; null where its own mean says how long that is.</param>
    public Affine? Read(Shape? inputShape)
    {
        bool isKeras = source.Catalog.Resolve(declaration.Name + ".running_mean") is null && source.Catalog.Resolve(declaration.Name + ".moving_mean") is not null;
        if (Find(declaration.Mean, isKeras ? "moving_mean" : "running_mean", "mean") is not { } mean)
        {
            return null;
        }

        int? channels = inputShape is { Extents.Count: > 1 } image && LengthOf(mean) == image.Extents[0] ? image.Extents[0] : null;
        if ((channels ?? inputShape?.Length ?? Length(mean)) is not { } length)
        {
            return null;
        }

        if (source.ReadVector(mean, length, declaration.Location) is not { } means
            || Find(declaration.Variance, isKeras ? "moving_variance" : "running_var", "var") is not { } variance
            || source.ReadVector(variance, length, declaration.Location) is not { } variances
            || Optional(declaration.Weight, isKeras ? "gamma" : "weight", 1f, length, out bool hasWeight) is not { } gamma
            || Optional(declaration.Bias, isKeras ? "beta" : "bias", 0f, length, out bool hasBias) is not { } beta)
        {
            return null;
        }

        Tensors = new NormTensors(declaration, mean.Name, variance.Name, length, hasWeight, hasBias);

        double[] scale = new double[length];
        double[] shift = new double[length];
        for (int i = 0; i < length; i++)
        {
            scale[i] = gamma[i] / Math.Sqrt((double)variances[i] + declaration.Epsilon);
            shift[i] = beta[i] - (means[i] * scale[i]);
        }

        return new Affine(scale, shift) { Repeat = channels is null ? 1 : inputShape!.Value.Length / length };
    }

    private StoredTensor? Find(string? given, string part, string word)
    {
        string name = given ?? declaration.Name + "." + part;
        StoredTensor? stored = source.Catalog.Resolve(name);
        if (stored is null)
        {
            source.ReportMissing(name, new NameSuggestions(source).ForVector(declaration.Name, name, word), declaration.Location);
        }

        return stored;
    }

    private float[]? Optional(string? given, string part, float otherwise, int length, out bool isThere)
    {
        string name = given ?? declaration.Name + "." + part;
        isThere = given is { Length: > 0 } || (given is null && (source.Catalog.Resolve(name) is not null || source.File.Damaged.Contains(name)));
        return isThere
            ? Find(given, part, part) is { } stored ? source.ReadVector(stored, length, declaration.Location) : null
            : [.. Enumerable.Repeat(otherwise, length)];
    }

    private int LengthOf(StoredTensor mean) => source.Catalog.Find(mean.Tensor) is { } info ? TensorSource.VectorLength(info) : 0;

    private int? Length(StoredTensor mean)
    {
        int length = LengthOf(mean);
        if (length == 0)
        {
            string found = TensorSource.Describe(source.Catalog.Find(mean.Tensor)?.Shape ?? default);
            source.Report(Rules.WrongShape, declaration.Location, mean.Name, found, "a vector with at least one value");
            return null;
        }

        return length;
    }
}
