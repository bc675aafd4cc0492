using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Encodings;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Weights stored as integers with scales: reads what is unambiguous, and refuses the rest by name.</summary>
/// <param name="source">The tensors.</param>
/// <param name="location">The attribute.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
internal sealed class QuantizedWeights(TensorSource source, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
{
    private static readonly string[] ScaleEndings = ["_scale", ".scale", "_scales", ".scales", "/scale", "/scales"];
    private static readonly string[] ZeroEndings = ["_zero_point", ".zero_point", "_zero_points", ".zero_points", "/zero_point", "_zp", ".zp", "_zero", "_zeros", ".zeros"];

    /// <summary>The weights with their scales applied; as they are where they have none. Null, with a diagnostic, where the scales do not fit.</summary>
    public Tensor? Apply(StoredTensor stored, Tensor weights, bool transposed)
    {
        if (!IsInteger(weights.Info.DataType) || Companion(stored.Name, ScaleEndings) is not { } scaleName)
        {
            return weights;
        }

        string? zeroName = Companion(stored.Name, ZeroEndings);
        Tensor? scale = Read(scaleName);
        Tensor? zero = zeroName is null ? null : Read(zeroName);
        if (scale is null || (zeroName is not null && zero is null))
        {
            return null;
        }

        try
        {
            if (Dequantizer.Apply(weights, scale, zero, transposed) is { } values)
            {
                return values;
            }
        }
        catch (WeightFileException exception)
        {
            diagnostics.Add(WeightFileDiagnostics.Create(source.OwnerOf(stored), exception.Error, location));
            return null;
        }

        string outputs = Printable.Number(weights.Info.Shape[transposed ? 1 : 0]);
        source.Report(
            Rules.WrongShape,
            location,
            scaleName,
            Printable.List(scale.Info.Shape),
            $"the scale of {Printable.Quote(stored.Name)}, a matrix {Printable.List(weights.Info.Shape)}: one value, or {outputs}, one for each output");
        return null;
    }

    /// <summary>The tensor beside a weight whose name is the weight's, or the layer's, and one of some endings.</summary>
    private string? Companion(string weight, IEnumerable<string> endings)
    {
        string stem = TensorNames.Stem(weight).TrimEnd('.', '/');
        return endings.Select(ending => weight + ending)
            .Concat(stem.Length == 0 ? [] : endings.Select(ending => stem + ending))
            .Concat(stem.Length == 0 ? endings.Select(ending => ending.Substring(1)) : [])
            .FirstOrDefault(source.Catalog.Has);
    }

    private Tensor? Read(string name) => source.Read(new StoredTensor(name, name), null, null, PatternValues.Refuse, location);

    /// <summary>Whether the file's word for an element type is one of integers.</summary>
    public static bool IsInteger(string dataType)
    {
        string code = dataType.TrimStart('<', '>', '|', '=');
        return code.Length >= 2 && code[0] is 'i' or 'u' or 'I' or 'U' && code.Skip(1).All(char.IsDigit);
    }
}
