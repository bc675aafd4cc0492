using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Declarations;

namespace SparseCompile.Generator.Parsing;

/// <summary>What parsing gave: a declaration, unless something is wrong with it.</summary>
/// <param name="Declaration">The declaration; null when there is an error.</param>
/// <param name="Diagnostics">What is wrong.</param>
/// <param name="Locations">Where each attribute is.</param>
internal sealed record ParsedDeclaration(
    SparseDeclaration? Declaration, EquatableArray<CompilerDiagnostic> Diagnostics, EquatableArray<SourceLocation> Locations)
{
    /// <summary>The declaration where nothing is wrong with it, the diagnostics anyway.</summary>
    public static ParsedDeclaration Create(
        SparseDeclaration? declaration, IReadOnlyCollection<CompilerDiagnostic> diagnostics, IEnumerable<SourceLocation> locations) =>
        new(diagnostics.Count == 0 ? declaration : null, diagnostics.ToEquatableArray(), locations.ToEquatableArray());
}
