namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>A regularity of a layer's non-zeros, found in the weights themselves.</summary>
/// <param name="Name">In the field's terms, with its parameters: <c>2:4</c>, <c>blocks of 16 x 1</c>, <c>ternary</c>.</param>
/// <param name="Fit">How much of what the pattern allows is there, 0 to 1: non-zeros of the places it leaves.</param>
/// <param name="IsRegular">It says more than that weights are missing, all missing or all there.</param>
public sealed record WeightPattern(string Name, double Fit, bool IsRegular = true)
{
    /// <summary>Name and fit, for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} (fit {Fit * 100:0.00} %)");
}
