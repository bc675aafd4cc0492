using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>What was read for a layer with weights, for those who look at what was not.</summary>
/// <param name="Declaration">The attribute.</param>
/// <param name="Weight">Where the weights were.</param>
/// <param name="Bias">Where the biases were; null where the layer has none.</param>
/// <param name="Weights">Rows are outputs.</param>
/// <param name="Biases">One for each output.</param>
internal sealed record LayerTensors(WeightedDeclaration Declaration, StoredTensor Weight, StoredTensor? Bias, CsrMatrix Weights, float[] Biases);

/// <summary>Finds the tensors of a layer with weights by the names that its attribute gives.</summary>
/// <param name="source">The tensors.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
internal sealed class LayerTensorNames(TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>Where the weights are; null, with a diagnostic, where they are not there or are stored in a way that is not read.</summary>
    /// <param name="declaration">The attribute.</param>
    /// <param name="suggest">A clause that offers another name than the one that is not there.</param>
    public StoredTensor? FindWeight(WeightedDeclaration declaration, Func<string, string> suggest)
    {
        string name = declaration.Weight ?? declaration.Name + ".weight";
        StoredTensor? stored = source.Catalog.Resolve(name);
        if (stored is null && declaration.Weight is null && source.Catalog.Resolve(declaration.Name) is { Group: not null } group)
        {
            // compressed-tensors leaves the word "weight" out, and a file of one sparse matrix is called as the layer.
            stored = group;
        }

        if (stored?.Group is null && stored?.Mask is null
            && WeightEncodings.Report(declaration.Name, stored?.Name ?? name, stored is not null, source, declaration.Location, diagnostics))
        {
            return null;
        }

        if (stored is null)
        {
            source.ReportMissing(name, suggest(name), declaration.Location);
        }

        return stored;
    }

    /// <summary>Where the biases are, if there are any; false, with a diagnostic, where those that were asked for are not there.</summary>
    public bool FindBias(WeightedDeclaration declaration, StoredTensor weight, out StoredTensor? bias)
    {
        string name = declaration.Bias ?? BiasBeside(declaration, weight);
        bias = name.Length == 0 ? null : source.Catalog.Resolve(name);
        if (bias is null && name.Length > 0 && (declaration.Bias is not null || source.File.Damaged.Contains(name)))
        {
            source.ReportMissing(name, new NameSuggestions(source).ForVector(declaration.Name, name, "bias", "beta"), declaration.Location);
            return false;
        }

        return true;
    }

    /// <summary>The name of the bias beside a weight that is called as the layer is, but for wrappers; where the weight has another name, it has no default.</summary>
    private static string BiasBeside(WeightedDeclaration declaration, StoredTensor weight)
    {
        const string Ending = ".weight";
        return declaration.Weight is null && weight.Name.EndsWith(Ending, StringComparison.Ordinal)
            ? weight.Name.Substring(0, weight.Name.Length - Ending.Length) + ".bias"
            : declaration.Name + ".bias";
    }
}
