namespace SparseCompile;

/// <summary>A regularity that was found in a layer's weights.</summary>
/// <param name="Name">The pattern with its parameters: <c>unstructured</c>, <c>2:4</c>, <c>blocks of 16 x 1</c>, <c>ternary</c>.</param>
/// <param name="Fit">Non-zeros of the places that the pattern leaves, 0 to 1.</param>
public sealed record WeightPatternInfo(string Name, double Fit);
