using System.Globalization;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>What was read for a linear layer, for those who look at what was not.</summary>
/// <param name="Declaration">The attribute.</param>
/// <param name="Weight">Where the weights were.</param>
/// <param name="Bias">Where the biases were; null where the layer has none.</param>
/// <param name="Weights">Rows are outputs.</param>
/// <param name="Biases">One for each output.</param>
internal sealed record LinearTensors(LinearDeclaration Declaration, StoredTensor Weight, StoredTensor? Bias, CsrMatrix Weights, float[] Biases);

/// <summary>Reads the weights and biases of a linear layer and decides whether their shapes are what was meant.</summary>
/// <param name="source">The tensors.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
internal sealed class LinearReader(TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>Reads a layer; null, with a diagnostic, when it cannot be read.</summary>
    /// <param name="declaration">The attribute.</param>
    /// <param name="inputs">Values that it reads; null where its own weights say how many.</param>
    /// <param name="inputDescription">What these are, for messages.</param>
    public LinearTensors? Read(LinearDeclaration declaration, int? inputs, string inputDescription)
    {
        if (FindWeight(declaration, inputs) is not { } stored)
        {
            return null;
        }

        string biasName = declaration.Bias ?? BiasBeside(declaration, stored);
        StoredTensor? storedBias = biasName.Length == 0 ? null : source.Catalog.Resolve(biasName);
        if (storedBias is null && biasName.Length > 0 && (declaration.Bias is not null || source.File.Damaged.Contains(biasName)))
        {
            source.ReportMissing(biasName, new NameSuggestions(source).ForVector(declaration.Name, biasName, "bias", "beta"), declaration.Location);
            return null;
        }

        int? outputs = storedBias is null ? null : Outputs(storedBias);
        (int? rows, int? columns) = declaration.Transposed ? (inputs, outputs) : (outputs, inputs);
        if (source.ReadMatrix(stored, declaration.Transposed, rows, columns, PatternValues.Refuse, declaration.Location) is not { } tensor
            || !Fits(declaration, stored, storedBias, tensor.Info.Shape, inputs, outputs, inputDescription))
        {
            return null;
        }

        CsrMatrix weights = MatrixBuilder.FromTensor(ZeroWeights.Prune(tensor, declaration.PruneBelow), declaration.Transposed);
        float[]? biases = storedBias is null ? new float[weights.Rows] : source.ReadVector(storedBias, weights.Rows, declaration.Location);
        if (biases is null)
        {
            return null;
        }

        if (declaration.PruneBelow == 0)
        {
            ZeroWeights.Report(declaration.Name, weights, declaration.Location, diagnostics);
        }

        return new LinearTensors(declaration, stored, storedBias, weights, biases);
    }

    private StoredTensor? FindWeight(LinearDeclaration declaration, int? inputs)
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
            source.ReportMissing(name, new NameSuggestions(source).ForWeight(declaration, name, inputs), declaration.Location);
        }

        return stored;
    }

    /// <summary>The name of the bias beside a weight that is called as the layer is, but for wrappers; where the weight has another name, it has no default.</summary>
    private static string BiasBeside(LinearDeclaration declaration, StoredTensor weight)
    {
        const string Ending = ".weight";
        return declaration.Weight is null && weight.Name.EndsWith(Ending, StringComparison.Ordinal)
            ? weight.Name.Substring(0, weight.Name.Length - Ending.Length) + ".bias"
            : declaration.Name + ".bias";
    }

    private int? Outputs(StoredTensor bias) =>
        source.Catalog.Find(bias.Tensor) is { } info && TensorSource.VectorLength(info) is int length and > 0 ? length : null;

    /// <summary>Whether a weight fits the values that it reads and its bias; reported where it does not, with <c>Transposed</c> where that would.</summary>
    private bool Fits(
        LinearDeclaration declaration, StoredTensor weight, StoredTensor? bias, IReadOnlyList<long> shape, int? inputs, int? outputs, string inputDescription)
    {
        (long rows, long columns) = declaration.Transposed ? (shape[1], shape[0]) : (shape[0], shape[1]);
        if (rows == 0 || columns == 0)
        {
            source.Report(Rules.WrongShape, declaration.Location, weight.Name, TensorSource.Describe([rows, columns]), "at least one input and one output");
            return false;
        }

        bool fits = (inputs is null || columns == inputs) && (outputs is null || rows == outputs);
        bool fitsOtherwise = (inputs is null || rows == inputs) && (outputs is null || columns == outputs);
        if (!fits && fitsOtherwise)
        {
            string[] known =
            [
                .. inputs is null ? [] : new[] { $"{Text(inputs.Value)} inputs, {inputDescription}" },
                .. outputs is null ? [] : new[] { $"{Text(outputs.Value)} outputs, as {Printable.Quote(bias!.Name)} has" },
            ];
            string order = declaration.Transposed ? "[inputs, outputs]" : "[outputs, inputs]";
            string remedy = declaration.Transposed ? "without Transposed it fits" : "Transposed = true fits";
            source.Report(
                Rules.WrongShape, declaration.Location, weight.Name, TensorSource.Describe(shape), $"{order} with {string.Join(" and ", known)}; {remedy}");
            return false;
        }

        if (inputs is { } length && length != columns)
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.ShapesDoNotChain, declaration.Location, declaration.Name, columns.ToString(CultureInfo.InvariantCulture), Text(length), inputDescription));
            return false;
        }

        return true;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
