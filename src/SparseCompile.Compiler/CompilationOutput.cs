using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Compiler;

/// <summary>What compiling one model gives: source, things to tell the user, or both.</summary>
/// <param name="Files">Generated files; when there is an error, one with members that throw.</param>
/// <param name="Diagnostics">What to report.</param>
public sealed record CompilationOutput(EquatableArray<GeneratedFile> Files, EquatableArray<CompilerDiagnostic> Diagnostics);
