using System.Globalization;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Reads the weights and biases of a linear layer and decides whether their shapes are what was meant.</summary>
/// <param name="source">The tensors.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
internal sealed class LinearReader(TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>Reads a layer; null, with a diagnostic, when it cannot be read.</summary>
    /// <param name="declaration">The attribute.</param>
    /// <param name="inputs">Values that it reads; null where its own weights say how many.</param>
    /// <param name="inputDescription">What these are, for messages.</param>
    public LayerTensors? Read(LinearDeclaration declaration, int? inputs, string inputDescription)
    {
        LayerTensorNames names = new(source, diagnostics);
        if (names.FindWeight(declaration, name => new NameSuggestions(source).ForWeight(declaration, name, inputs)) is not { } stored
            || !names.FindBias(declaration, stored, out StoredTensor? storedBias))
        {
            return null;
        }

        int? outputs = storedBias is null ? null : Outputs(storedBias);
        (int? rows, int? columns) = declaration.Transposed ? (inputs, outputs) : (outputs, inputs);
        if (source.ReadMatrix(stored, declaration.Transposed, rows, columns, PatternValues.Refuse, declaration.Location) is not { } tensor
            || !Fits(declaration, stored, storedBias, tensor.Info.Shape, inputs, outputs, inputDescription))
        {
            return null;
        }

        new WeightOrder(source, diagnostics).Check(declaration, stored, tensor.Info.Shape, inputs, outputs);
        CsrMatrix weights = MatrixBuilder.FromTensor(ZeroWeights.Prune(tensor, declaration.PruneBelow), declaration.Transposed);
        float[]? biases = storedBias is null ? new float[weights.Rows] : source.ReadVector(storedBias, weights.Rows, declaration.Location);
        if (biases is null)
        {
            return null;
        }

        if (declaration.PruneBelow == 0)
        {
            ZeroWeights.Report(declaration.Name, weights, weights.DenseMacs, declaration.Location, diagnostics);
        }

        return new LayerTensors(declaration, stored, storedBias, weights, biases);
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
