using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Warns where nothing but a name says in which order a weight's extents are, and the name speaks against the order that was taken.</summary>
/// <param name="source">The tensors.</param>
/// <param name="diagnostics">Takes what is said.</param>
internal sealed class WeightOrder(TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>Checks the matrix of a linear layer.</summary>
    /// <param name="declaration">The attribute.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="shape">Its two extents, which fit as they were read.</param>
    /// <param name="inputs">Inputs of the layer; null where nothing but the weight says how many.</param>
    /// <param name="outputs">Outputs likewise.</param>
    public void Check(LinearDeclaration declaration, StoredTensor weight, IReadOnlyList<long> shape, int? inputs, int? outputs)
    {
        outputs ??= TensorNames.BiasesOf(weight.Name).Select(source.Catalog.Find).OfType<TensorInfo>().Select(bias => (int?)TensorSource.VectorLength(bias)).FirstOrDefault();
        bool fitsOtherwise = (inputs is null || shape[0] == inputs) && (outputs is null || shape[1] == outputs);
        if (fitsOtherwise && (shape[0] > 1 || shape[1] > 1))
        {
            Report(declaration, weight, shape);
        }
    }

    /// <summary>Warns, unless the attribute states the order or the name says nothing of it.</summary>
    public void Report(WeightedDeclaration declaration, StoredTensor weight, IEnumerable<long> shape)
    {
        if (declaration is { Transposed: false, IsOrderStated: false } && TensorNames.IsKernel(weight.Name))
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.OrderAmbiguous, declaration.Location, declaration.Name, Printable.Escape(weight.Name), source.OwnerOf(weight), TensorSource.Describe(shape)));
        }
    }
}
