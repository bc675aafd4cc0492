using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Generator.Parsing;

/// <summary>Reads a <c>[SparseMatrix]</c> method.</summary>
internal static class MatrixParser
{
    /// <summary>The declaration, or what is wrong with it.</summary>
    public static ParsedDeclaration Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        List<CompilerDiagnostic> diagnostics = [];
        IMethodSymbol symbol = (IMethodSymbol)context.TargetSymbol;
        MethodDeclarationSyntax node = (MethodDeclarationSyntax)context.TargetNode;
        AttributeReader reader = new(context.Attributes[0], 0, diagnostics);
        SourceLocation[] locations = [Locations.Of(context.Attributes[0])];
        if (node.Parent is not TypeDeclarationSyntax typeNode)
        {
            reader.Report(Rules.WrongSignature, symbol.Name, "a method outside of a type");
            return ParsedDeclaration.Create(null, diagnostics, locations);
        }

        TypeDeclaration type = TypeParser.Parse(typeNode, symbol.ContainingType, reader.Location, diagnostics, symbol.Name);
        if (symbol.PartialImplementationPart is { } implementation && EarlierOutput.Is(implementation))
        {
            EarlierOutput.Report(implementation, symbol.ContainingType, reader.Location, diagnostics);
            return ParsedDeclaration.Create(null, diagnostics.Take(1).ToList(), locations);
        }

        if (Fault(symbol, node) is { } fault)
        {
            reader.Report(Rules.WrongSignature, symbol.Name, fault);
        }
        else if (IsRepeated(symbol))
        {
            reader.Report(Rules.DuplicateDefinition, "Matrix", symbol.Name);
        }

        string file = reader.RequiredName("[SparseMatrix]", "the path of a weight file");
        MatrixDeclaration declaration = new(
            type,
            symbol.Name,
            string.Join(" ", node.Modifiers.Select(modifier => modifier.Text)),
            symbol.Parameters.Length > 0 ? node.ParameterList.Parameters[0].Identifier.Text : "x",
            symbol.Parameters.Length > 1 ? node.ParameterList.Parameters[1].Identifier.Text : "y",
            file,
            reader.Option<string?>("Tensor", null),
            reader.Option("Transposed", false),
            reader.EnumOption<PatternValues>("PatternValues"),
            reader.EnumOption<UnrollingMode>("Unrolling"),
            reader.Location)
        {
            Identifier = node.Identifier.Text,
            PruneBelow = reader.Magnitude("PruneBelow"),
            ParameterModifiers = symbol.Parameters.Length == 2
                ? symbol.Parameters.Select(parameter => parameter.ScopedKind == ScopedKind.ScopedValue ? "scoped " : "").ToEquatableArray()
                : new(["", ""]),
        };
        return ParsedDeclaration.Create(declaration, diagnostics, locations);
    }

    private static string? Fault(IMethodSymbol symbol, MethodDeclarationSyntax node)
    {
        if (!node.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return "a method that is not partial";
        }

        if (node.Body is not null || node.ExpressionBody is not null || symbol.PartialImplementationPart is not null)
        {
            return "a method with a body";
        }

        if (!symbol.IsStatic || symbol.IsGenericMethod || !symbol.ReturnsVoid)
        {
            return !symbol.IsStatic ? "a method that is not static" : symbol.IsGenericMethod ? "type parameters" : "a return value";
        }

        string[] expected = ["System.ReadOnlySpan<float>", "System.Span<float>"];
        string[] found = [.. symbol.Parameters.Select(Describe)];
        return Enumerable.SequenceEqual(found, expected) ? null : $"the parameters ({string.Join(", ", found)})";
    }

    private static string Describe(IParameterSymbol parameter)
    {
        string modifier = parameter.RefKind switch
        {
            RefKind.None => parameter.IsParams ? "params " : "",
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            _ => "ref readonly ",
        };
        return modifier + parameter.Type.ToDisplayString();
    }

    /// <summary>The same method stands in its type before (an error of C# too): the same hint name added twice would throw.</summary>
    private static bool IsRepeated(IMethodSymbol symbol) =>
        symbol.ContainingType.GetMembers(symbol.Name).OfType<IMethodSymbol>()
            .Where(other => other.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == AttributeNames.SparseMatrix))
            .Where(other => other.Parameters.Select(Describe).SequenceEqual(symbol.Parameters.Select(Describe)))
            .OrderBy(other => other.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(other => other.Locations[0].SourceSpan.Start)
            .First().Locations[0] != symbol.Locations[0];
}
