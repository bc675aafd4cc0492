using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Declarations;

/// <summary>A recurrent cell that takes one step per inference.</summary>
/// <param name="Name">Prefix of the tensors and states.</param>
/// <param name="Kind">Which cell.</param>
/// <param name="Activation">What follows its output; its state stays without.</param>
/// <param name="Location">The attribute.</param>
public sealed record RecurrentDeclaration(string Name, RecurrentKind Kind, ActivationFunction Activation, AttributePlace? Location) : LayerDeclaration(Name, Activation, Location)
{
    /// <summary>Which layer of a stack.</summary>
    public int Layer { get; init; }

    /// <summary>Tensors are named, shaped and ordered as Keras does.</summary>
    public bool IsKeras { get; init; }

    /// <summary>Full name of W; null for the framework's.</summary>
    public string? InputWeight { get; init; }

    /// <summary>Full name of R; null for the framework's.</summary>
    public string? HiddenWeight { get; init; }

    /// <summary>Full name of the biases of W x; null for the framework's where present, empty for none.</summary>
    public string? InputBias { get; init; }

    /// <summary>Full name of the biases of R h; null for the framework's where present, empty for none.</summary>
    public string? HiddenBias { get; init; }

    /// <summary>Magnitude below which weights count as pruned; 0 for zeros alone.</summary>
    public double PruneBelow { get; init; }

    /// <summary>Of an RNN: max(0, x) in place of tanh.</summary>
    public bool IsRelu { get; init; }

    /// <summary>Of a GRU: r is applied to h, not to R h.</summary>
    public bool ResetsBefore { get; init; }

    /// <summary>Names of the states.</summary>
    public IReadOnlyList<string> States => Kind == RecurrentKind.Lstm ? [Name + ".h", Name + ".c"] : [Name + ".h"];
}
