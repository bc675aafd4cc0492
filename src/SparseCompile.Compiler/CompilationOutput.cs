using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Compiler;

/// <summary>What compiling one model gives: source, things to tell the user, or both.</summary>
/// <param name="FullName">The declaration's name.</param>
/// <param name="Files">Generated files; when there is an error, one with members that throw.</param>
/// <param name="Diagnostics">What to report.</param>
public sealed record CompilationOutput(string FullName, EquatableArray<GeneratedFile> Files, EquatableArray<CompilerDiagnostic> Diagnostics);
