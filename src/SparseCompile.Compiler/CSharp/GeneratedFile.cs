namespace SparseCompile.Compiler.CSharp;

/// <summary>A file of generated source.</summary>
/// <param name="HintName">Its name, unique in the compilation.</param>
/// <param name="Text">Its text, LF line ends.</param>
/// <param name="IsImplementation">It holds kernel bodies only: nothing that user code could refer to.</param>
public sealed record GeneratedFile(string HintName, string Text, bool IsImplementation);
