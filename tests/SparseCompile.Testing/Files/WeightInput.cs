namespace SparseCompile.Testing;

/// <summary>A file that a test hands to the generator as a SparseWeights item.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="LogicalName">The name that MSBuild would give it; null for an additional file that is no weight file.</param>
public sealed record WeightInput(string Path, string? LogicalName);
