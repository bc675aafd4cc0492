namespace SparseCompile.Compiler.Hardware;

/// <summary>Which weight file, told by content and never by path.</summary>
/// <param name="Name">The file's logical name: the same on every machine.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 hexadecimal digits.</param>
public sealed record WeightProvenance(string Name, string Sha256);
