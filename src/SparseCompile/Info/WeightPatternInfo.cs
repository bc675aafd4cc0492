namespace SparseCompile;

/// <summary>Describes a pattern detected in the weights of a layer.</summary>
/// <param name="Name">The pattern with its parameters, such as <c>unstructured</c>, <c>2:4</c>, <c>blocks of 16 x 1</c> or <c>ternary</c>.</param>
/// <param name="Fit">The fraction of non-zeros among the positions that the pattern keeps, from 0 to 1.</param>
public sealed record WeightPatternInfo(string Name, double Fit);
