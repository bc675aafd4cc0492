using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Generator.Pipeline;

/// <summary>What a project must have for generated code to compile and to mean what it says.</summary>
/// <param name="AllowsUnsafe">It allows unsafe code.</param>
/// <param name="OldLanguage">Its version of C#, where that is too old; null otherwise.</param>
/// <param name="LibraryAlias">What leads to the library's types: <c>global</c>, unless the project refers to it by an extern alias alone.</param>
/// <param name="Replaced">A type of its own that generated code would take for another, and its file; null for none.</param>
internal sealed record ProjectSettings(bool AllowsUnsafe, string? OldLanguage, string LibraryAlias, (string Type, string File)? Replaced)
{
    /// <summary>Collection expressions, the latest feature of generated code.</summary>
    private const LanguageVersion Oldest = LanguageVersion.CSharp12;

    /// <summary>Reads a project's settings.</summary>
    public static ProjectSettings Read(Compilation compilation)
    {
        CSharpCompilation project = (CSharpCompilation)compilation;
        return new ProjectSettings(
            project.Options.AllowUnsafe,
            project.LanguageVersion < Oldest ? project.LanguageVersion.ToDisplayString() : null,
            FindAlias(project),
            FindReplaced(project));
    }

    /// <summary>What stands in the way of compiling anything in this project; null for nothing.</summary>
    public CompilerDiagnostic? Problem(SparseDeclaration declaration)
    {
        if (OldLanguage is not null)
        {
            return CompilerDiagnostic.Create(Rules.LanguageTooOld, declaration.Location, declaration.DisplayName, OldLanguage);
        }

        if (!AllowsUnsafe)
        {
            return CompilerDiagnostic.Create(Rules.UnsafeCodeRequired, declaration.Location, declaration.DisplayName);
        }

        return Replaced is var (type, file) ? CompilerDiagnostic.Create(Rules.TypeReplaced, declaration.Location, declaration.DisplayName, type, file) : null;
    }

    private static string FindAlias(CSharpCompilation project) => project.References
        .Where(reference => reference.Properties.Aliases is { Length: > 0 } aliases && !aliases.Contains("global"))
        .Where(reference => project.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol { Name: "SparseCompile" })
        .Select(reference => reference.Properties.Aliases[0])
        .FirstOrDefault() ?? "global";

    private static (string Type, string File)? FindReplaced(CSharpCompilation project)
    {
        foreach (string name in ReplaceableTypes.All)
        {
            if (project.Assembly.GetTypeByMetadataName(name) is { } own)
            {
                string type = own.ToDisplayString();
                return (type, Path.GetFileName(own.Locations.FirstOrDefault()?.SourceTree?.FilePath ?? ""));
            }
        }

        return null;
    }
}
