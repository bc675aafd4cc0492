namespace SparseCompile;

/// <summary>Identifies a weight file that a model was compiled from.</summary>
/// <param name="Name">The path of the file as specified in the attribute.</param>
/// <param name="Sha256">The SHA-256 hash of the file, in lowercase hexadecimal.</param>
public sealed record SparseWeightsInfo(string Name, string Sha256);
