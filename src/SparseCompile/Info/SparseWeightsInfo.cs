namespace SparseCompile;

/// <summary>A weight file a model was compiled from.</summary>
/// <param name="Name">Logical name: the path the attribute gives.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
public sealed record SparseWeightsInfo(string Name, string Sha256);
