using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Passes.Patterns;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Networks;

/// <summary>A layer in its place in the network.</summary>
/// <param name="Layer">The layer, as it will be computed.</param>
/// <param name="Source">Index of the node it reads; -1 for the network's input.</param>
/// <param name="Declared">The layer as the user declared it, before dead neurons were removed.</param>
/// <param name="Location">The attribute that declared it.</param>
public sealed record NetworkNode(LinearLayer Layer, int Source, DeclaredLayer Declared, AttributePlace? Location);

/// <summary>A layer's figures as declared.</summary>
/// <param name="Inputs">Inputs.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="NonZeros">Weights that are not zero, batch normalisation folded in.</param>
/// <param name="Patterns">What was found in the weights.</param>
/// <param name="KeptOutputs">Declared index of each output that is left; null when all are.</param>
public sealed record DeclaredLayer(int Inputs, int Outputs, int NonZeros, IReadOnlyList<WeightPattern> Patterns, int[]? KeptOutputs = null)
{
    /// <summary>The figures of a matrix.</summary>
    public static DeclaredLayer Of(CsrMatrix weights) => new(weights.Columns, weights.Rows, weights.NonZeros, PatternFinder.Find(weights));
}
