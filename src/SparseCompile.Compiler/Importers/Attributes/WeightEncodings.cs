using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Ways to store a weight that are not read, known by the names of their tensors, each with the step that undoes it.</summary>
internal static class WeightEncodings
{
    private const string Reparametrized = "the plain weight; torch.nn.utils.parametrize.remove_parametrizations(layer, 'weight') makes it";
    private const string Dequantized = "plain weights, or integers with one scale for each output; load the model with its own library, dequantize it and save it again";

    /// <summary>What follows the weight's name, or the layer's; what it is; what to do.</summary>
    private static readonly (bool IsOfWeight, string Ending, string What, string Remedy)[] Known =
    [
        (false, "qweight", "weights packed by GPTQ or AWQ", Dequantized),
        (true, "_packed", "weights packed by compressed-tensors", Dequantized),
        (true, "_scale_inv", "weights with inverse scales of blocks", Dequantized),
        (false, "SCB", "weights quantized by bitsandbytes", Dequantized),
        (true, ".absmax", "weights quantized by bitsandbytes", Dequantized),
        (true, ".quant_map", "weights quantized by bitsandbytes", Dequantized),
        (false, "_packed_params", "weights packed by PyTorch's quantization", Dequantized),
        (false, "_packed_params._packed_params", "weights packed by PyTorch's quantization", Dequantized),
        (true, "_g", "a weight normalization", "the plain weight; torch.nn.utils.remove_weight_norm(layer) makes it"),
        (true, "_u", "a spectral normalization", "the plain weight; torch.nn.utils.remove_spectral_norm(layer) makes it"),
        (false, "parametrizations.weight.original0", "a parametrization", Reparametrized),
        (false, "parametrizations.weight.original", "a parametrization", Reparametrized),
        (false, "lora_A.weight", "an adapter beside the weight", "merged weights; merge_and_unload() makes them"),
        (false, "lora_A.default.weight", "an adapter beside the weight", "merged weights; merge_and_unload() makes them"),
    ];

    /// <summary>Reports the encoding of a layer's weight; false where it is none of these.</summary>
    public static bool Report(string layer, string weight, bool isFound, TensorSource source, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
    {
        string stem = TensorNames.Stem(weight);
        foreach ((bool isOfWeight, string ending, string what, string remedy) in Known)
        {
            string marker = (isOfWeight ? weight : stem) + ending;
            string? tensor = source.Catalog.Has(marker) ? marker : isFound ? null : source.Catalog.Wrapped(marker).FirstOrDefault(source.Catalog.Has);
            if (tensor is not null && (isOfWeight || stem.Length > 0))
            {
                string found = $"{what} ({Printable.Quote(tensor)})";
                diagnostics.Add(CompilerDiagnostic.Create(
                    Rules.EncodingNotRead, location, layer, source.File.Owner(tensor)?.LogicalName ?? source.File.DisplayName, found, remedy));
                return true;
            }
        }

        return false;
    }
}
