namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>A document that a model carries.</summary>
/// <param name="Name">The name that users know it by.</param>
/// <param name="Text">The document.</param>
internal sealed record NamedText(string Name, string Text);
