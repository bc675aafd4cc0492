using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Declarations;

namespace SparseCompile.Generator.Parsing;

/// <summary>The type generated members go into: it and all around it must be partial and not generic.</summary>
internal static class TypeParser
{
    /// <summary>Hint names may not hold the '@' of names that are keywords.</summary>
    private static readonly SymbolDisplayFormat HintFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat NamespaceFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Reads a type from its declaration.</summary>
    /// <param name="node">The declaration.</param>
    /// <param name="symbol">The type.</param>
    /// <param name="location">The attribute, for what is wrong.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="matrix">The matrix method that members are generated for; empty for a model.</param>
    public static TypeDeclaration Parse(TypeDeclarationSyntax node, INamedTypeSymbol symbol, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics, string matrix = "")
    {
        List<string> headers = [];
        for (SyntaxNode? current = node; current is TypeDeclarationSyntax type; current = current.Parent)
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.NotPartial, location, type.Identifier.ValueText, symbol.Name));
            }

            if (type.TypeParameterList is not null)
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.UnsupportedType, location, type.Identifier.ValueText, "type parameters", "a type that is not generic, nor is any type around it"));
            }

            if (type.Modifiers.Any(SyntaxKind.FileKeyword))
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.UnsupportedType, location, type.Identifier.ValueText, "the modifier 'file'", "a type that other files can see"));
            }

            headers.Insert(0, $"partial {Keyword(type)} {type.Identifier.Text}");
        }

        CheckMembers(symbol, matrix.Length == 0 ? GeneratedMembers.OfModel : GeneratedMembers.OfMatrix(matrix), location, diagnostics);
        string name = symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString(NamespaceFormat);
        List<string> parts = [.. symbol.ContainingNamespace.IsGlobalNamespace ? [] : new[] { symbol.ContainingNamespace.ToDisplayString(HintFormat) }];
        List<string> types = [];
        for (INamedTypeSymbol? type = symbol; type is not null; type = type.ContainingType)
        {
            types.Insert(0, type.Name);
        }

        return new TypeDeclaration(name, headers.ToEquatableArray(), symbol.Name, string.Join(".", parts.Concat(types)))
        {
            TakenNames = GeneratedMembers.TakenNames(symbol, matrix).ToEquatableArray(),
        };
    }

    /// <summary>C# takes no member that is called like its type, and no two of one name unless they are overloads.</summary>
    public static void CheckMembers(
        INamedTypeSymbol symbol, IReadOnlyDictionary<string, string?> generated, AttributePlace? location, ICollection<CompilerDiagnostic> diagnostics)
    {
        if (generated.ContainsKey(symbol.Name))
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.UnsupportedType, location, symbol.Name, "the name of a generated member", "a type of another name"));
        }
        else if (GeneratedMembers.Hindrance(symbol, generated) is { } taken && EarlierOutput.Is(taken))
        {
            EarlierOutput.Report(taken, symbol, location, diagnostics);
        }
        else if (GeneratedMembers.Hindrance(symbol, generated) is { } other)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.UnsupportedType, location, symbol.Name, $"a member '{other.Name}' of its own", "none of that name, which is generated"));
        }
        else if (GeneratedMembers.HiddenAbstract(symbol, generated) is { } hidden)
        {
            diagnostics.Add(CompilerDiagnostic.Create(
                Rules.UnsupportedType, location, symbol.Name, $"an abstract member '{hidden.Name}' of its base class '{hidden.ContainingType.Name}'", "none of that name, which is generated and would hide it"));
        }
    }

    private static string Keyword(TypeDeclarationSyntax type) => type switch
    {
        RecordDeclarationSyntax record when record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword) => "record struct",
        RecordDeclarationSyntax => "record",
        StructDeclarationSyntax => "struct",
        InterfaceDeclarationSyntax => "interface",
        _ => "class",
    };
}
