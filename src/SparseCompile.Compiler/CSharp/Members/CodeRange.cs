namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>Some of the rows, tiles or pixels of an image, as expressions of the generated code.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The one behind the last.</param>
internal readonly record struct CodeRange(string First, string End);
