using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Compiler.Tests.House;

/// <summary>Finds files, methods and parameter lists that are too long, unless a comment directly above them states the reason.</summary>
internal static class SizeChecker
{
    /// <summary>Lines of a file.</summary>
    public const int MostFileLines = 300;

    /// <summary>Lines of a method, its signature included.</summary>
    public const int MostMethodLines = 60;

    /// <summary>Parameters of a method, a constructor or a record.</summary>
    public const int MostParameters = 7;

    private static readonly Regex LengthReason = new(@"\bLength:\s*\w");
    private static readonly Regex ParametersReason = new(@"\bParameters:\s*\w");

    /// <summary>What is too long in a file.</summary>
    public static IEnumerable<string> Violations(SourceFile file)
    {
        SyntaxNode root = file.Tree.GetRoot();
        int lines = file.Tree.GetText().Lines.Count(line => line.LineNumber == 0 || line.Start < line.EndIncludingLineBreak);
        if (lines > MostFileLines && !root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Any(type => HasReason(type, LengthReason)))
        {
            yield return $"{file.Path}(1): {lines} lines; at most {MostFileLines}, or a comment 'Length: <reason>' above its type";
        }

        foreach (SyntaxNode node in root.DescendantNodes())
        {
            int length = IsMethod(node) ? LinesOf(node) : 0;
            if (length > MostMethodLines && !HasReason(node, LengthReason))
            {
                yield return $"{file.Path}({SourceFile.LineOf(node)}): a method of {length} lines; at most {MostMethodLines}, or a comment 'Length: <reason>' above it";
            }

            if (node is ParameterListSyntax { Parameters.Count: > MostParameters and int count } && !HasReason(node.Parent!, ParametersReason))
            {
                yield return $"{file.Path}({SourceFile.LineOf(node)}): {count} parameters; at most {MostParameters}, or a comment 'Parameters: <reason>' above";
            }
        }
    }

    private static bool IsMethod(SyntaxNode node) => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax;

    private static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static bool HasReason(SyntaxNode node, Regex reason) => reason.IsMatch(node.GetLeadingTrivia().ToFullString());
}
