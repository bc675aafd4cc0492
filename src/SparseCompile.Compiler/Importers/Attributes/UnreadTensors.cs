using System.Globalization;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Encodings;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Says which tensors a model did not read: in one Info, and in a Warning each where a tensor is certain to be part of a layer that was read.</summary>
/// <param name="source">The tensors.</param>
/// <param name="layers">The layers that were read.</param>
/// <param name="diagnostics">Takes what is said.</param>
internal sealed class UnreadTensors(TensorSource source, IReadOnlyList<LayerTensors> layers, ICollection<CompilerDiagnostic> diagnostics)
{
    private static readonly string[] Scales = ["scale", "scales", "weight_scale", "weight_scales"];
    private static readonly string[] ZeroPoints = ["zero_point", "zero_points", "weight_zero_point", "weight_zero_points"];

    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>Reports them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="norms">Its batch normalizations.</param>
    public void Report(ModelDeclaration model, IReadOnlyList<NormTensors> norms)
    {
        foreach (LayerTensors layer in layers)
        {
            ReportScales(layer);
            ReportMask(layer);
            ReportBias(layer);
        }

        foreach (NormTensors norm in norms)
        {
            foreach ((string tensor, string what, string expected) in UnreadNormTensors.Find(norm, [.. Unread()]))
            {
                Warn(norm.Declaration, tensor, what, expected);
            }
        }

        // The number of batches a normalization has seen has no effect on what it computes.
        string[] rest =
        [
            .. source.File.Tensors.Select(tensor => tensor.Name).Concat(source.File.Damaged)
                .Where(name => !source.IsRead(name) && !_named.Contains(name) && !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)),
        ];
        if (rest.Length > 0)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.TensorsNotRead, model.Location, model.DisplayName, source.File.DisplayName, NameHints.List(rest)));
        }
    }

    private void ReportScales(LayerTensors layer)
    {
        string stem = TensorNames.Stem(layer.Weight.Name);
        foreach (TensorInfo tensor in Unread().Where(tensor => !IsMatrixOf(tensor, layer)))
        {
            string rest = tensor.Name.StartsWith(stem, StringComparison.Ordinal) ? tensor.Name.Substring(stem.Length) : "";
            string ofWeight = tensor.Name.StartsWith(layer.Weight.Name, StringComparison.Ordinal) ? tensor.Name.Substring(layer.Weight.Name.Length).TrimStart('_', '.', '/') : "";
            bool isScale = Scales.Contains(stem.Length > 0 ? rest : "") || Scales.Contains(ofWeight);
            bool isZero = ZeroPoints.Contains(stem.Length > 0 ? rest : "") || ZeroPoints.Contains(ofWeight);
            if (isScale || isZero)
            {
                string what = isScale ? "the scale" : "the zero point";
                string found = layer.Weight.Group is null ? source.Catalog.Find(layer.Weight.Tensor)?.DataType ?? "" : "";
                string remedy = QuantizedWeights.IsInteger(found) ? "a scale beside it" : $"weights of integers, to which it applies; those of {Printable.Quote(layer.Weight.Name)} are used as they are";
                Warn(layer.Declaration, tensor.Name, what, remedy);
            }
        }
    }

    private void ReportMask(LayerTensors layer)
    {
        string stem = TensorNames.Stem(layer.Weight.Name);
        string? name = new[] { layer.Weight.Name + "_mask", layer.Weight.Name + ".mask", stem + "mask", stem + "mask:0" }
            .FirstOrDefault(candidate => candidate != "mask" && source.Catalog.Has(candidate) && !source.IsRead(candidate));
        if (name is null || TensorSource.Squeeze(source.Catalog.Find(name)!.Shape) is not { } shape || !IsShapeOf(shape, layer)
            || source.File.Read(name).Tensor is not { } mask
            || source.File.Read(layer.Weight.Tensor).Tensor is not { } weight)
        {
            return;
        }

        if (TensorProduct.IsUnchanged(weight, mask))
        {
            _named.Add(name);
        }
        else
        {
            Warn(layer.Declaration, name, "the pruning mask", $"weights that are zero where it is, or '{layer.Weight.Name}_orig' and '{layer.Weight.Name}_mask', which are multiplied");
        }
    }

    private void ReportBias(LayerTensors layer)
    {
        if (layer.Bias is not null || layer.Declaration.Bias is { Length: 0 })
        {
            return;
        }

        string weight = layer.Weight.Name;
        string stem = TensorNames.Stem(weight);
        TensorInfo[] vectors = [.. Unread().Where(tensor => TensorSource.VectorLength(tensor) == layer.Weights.Rows)];
        string? bias = TensorNames.BiasesOf(weight).FirstOrDefault(name => vectors.Any(vector => vector.Name == name))
            ?? NextOfNumbered(weight, vectors)
            ?? OnlyBiasBeside(stem, vectors);
        if (bias is not null)
        {
            Warn(layer.Declaration, bias, "the bias", $"Bias = \"{Printable.Escape(bias)}\", or Bias = \"\" for none");
        }
    }

    /// <summary><c>arr_1</c> for <c>arr_0</c>: arrays that <c>np.savez</c> was given without names.</summary>
    private static string? NextOfNumbered(string weight, IEnumerable<TensorInfo> vectors)
    {
        const string Prefix = "arr_";
        return weight.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(weight.Substring(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? vectors.FirstOrDefault(vector => vector.Name == Prefix + (number + 1).ToString(CultureInfo.InvariantCulture))?.Name
            : null;
    }

    /// <summary>A vector with a word for biases, where the weight is the only tensor of several extents beside it.</summary>
    private string? OnlyBiasBeside(string stem, IEnumerable<TensorInfo> vectors)
    {
        string[] biases = [.. vectors.Where(vector => TensorNames.Stem(vector.Name) == stem && TensorNames.IsBias(vector.Name)).Select(vector => vector.Name)];
        int weights = source.Catalog.Plain.Count(tensor => TensorNames.Stem(tensor.Name) == stem && tensor.Shape.Count > 1 && TensorSource.VectorLength(tensor) == 0);
        return biases.Length == 1 && weights == 1 ? biases[0] : null;
    }

    private IEnumerable<TensorInfo> Unread() => source.Catalog.Plain.Where(tensor => !source.IsRead(tensor.Name) && !_named.Contains(tensor.Name)).ToArray();

    private static bool IsMatrixOf(TensorInfo tensor, LayerTensors layer) => TensorSource.Squeeze(tensor.Shape) is { } shape && shape[0] > 1 && shape[1] > 1 && IsShapeOf(shape, layer);

    private static bool IsShapeOf(long[] shape, LayerTensors layer)
    {
        (long outputs, long inputs) = layer.Declaration.Transposed ? (shape[1], shape[0]) : (shape[0], shape[1]);
        return outputs == layer.Weights.Rows && inputs == layer.Weights.Columns;
    }

    private void Warn(LayerDeclaration layer, string tensor, string what, string expected)
    {
        _named.Add(tensor);
        diagnostics.Add(CompilerDiagnostic.Create(
            Rules.PartNotRead,
            layer.Location,
            source.File.Owner(tensor)?.LogicalName ?? source.File.DisplayName,
            Printable.Escape(tensor),
            layer.Name,
            what,
            expected));
    }
}
