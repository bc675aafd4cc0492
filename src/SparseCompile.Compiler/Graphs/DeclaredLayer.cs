using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Graphs;

/// <summary>A layer's figures as declared, before dead neurons were removed.</summary>
/// <param name="Inputs">Values read.</param>
/// <param name="Outputs">Values computed.</param>
/// <param name="NonZeros">Weights that are not zero, batch normalisation folded in.</param>
/// <param name="DenseMacs">Multiply-accumulates of the dense operator.</param>
/// <param name="Patterns">What was found in the weights.</param>
/// <param name="KeptOutputs">Declared index of each output that is left; null when all are.</param>
public sealed record DeclaredLayer(int Inputs, int Outputs, long NonZeros, long DenseMacs, IReadOnlyList<WeightPattern> Patterns, int[]? KeptOutputs = null)
{
    /// <summary>Weights of the dense operator.</summary>
    public long DenseWeights { get; init; } = DenseMacs;

    /// <summary>Of a node that has not been looked at yet.</summary>
    public static DeclaredLayer None { get; } = new(0, 0, 0, 0, []);
}
