using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Graphs;

/// <summary>An operator in its place in a graph.</summary>
/// <param name="Name">The layer's name in the model definition.</param>
/// <param name="Operator">What it computes.</param>
/// <param name="Inputs">Ids of the values that it reads.</param>
/// <param name="Output">Id of the value that it computes.</param>
/// <param name="Location">The attribute that declared it.</param>
public sealed record Node(string Name, Operator Operator, EquatableArray<int> Inputs, int Output, AttributePlace? Location)
{
    /// <summary>The operator's figures as the user declared it, before dead neurons were removed.</summary>
    public DeclaredLayer Declared { get; init; } = DeclaredLayer.None;

    /// <summary>Id of the only value that it reads.</summary>
    public int Input => Inputs[0];
}
