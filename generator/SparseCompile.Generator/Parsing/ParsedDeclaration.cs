using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Networks.Declarations;

namespace SparseCompile.Generator.Parsing;

/// <summary>What parsing gave: a declaration, unless something is wrong with it.</summary>
/// <param name="Declaration">The declaration; null when there is an error.</param>
/// <param name="HintKey">The name generated files are called after; empty without a declaration.</param>
/// <param name="Diagnostics">What is wrong.</param>
internal sealed record ParsedDeclaration(SparseDeclaration? Declaration, string HintKey, EquatableArray<CompilerDiagnostic> Diagnostics)
{
    /// <summary>The declaration where nothing is wrong with it, the diagnostics anyway.</summary>
    public static ParsedDeclaration Create(SparseDeclaration declaration, IReadOnlyCollection<CompilerDiagnostic> diagnostics) => diagnostics.Count == 0
        ? new ParsedDeclaration(declaration, declaration.Type.FullName, EquatableArray<CompilerDiagnostic>.Empty)
        : new ParsedDeclaration(null, "", diagnostics.ToEquatableArray());
}
