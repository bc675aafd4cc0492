using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.CodeFixes;

/// <summary>Fixes where a diagnostic knows the answer: <c>partial</c>, <c>Transposed</c>, the name that was meant, the missing item of the project.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SparseCompileCodeFixProvider))]
[Shared]
public sealed class SparseCompileCodeFixProvider : CodeFixProvider
{
    private const string FileNotFound = "SPARSE0001";
    private const string TensorNotFound = "SPARSE0009";
    private const string WrongShape = "SPARSE0010";
    private const string NotPartial = "SPARSE0013";
    private const string LayerNotFound = "SPARSE0029";
    private const string OrderAmbiguous = "SPARSE0057";
    private const string ExternalDataNotFound = "SPARSE0080";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [FileNotFound, TensorNotFound, WrongShape, NotPartial, LayerNotFound, OrderAmbiguous, ExternalDataNotFound];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode? node = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            AttributeSyntax? attribute = node?.FirstAncestorOrSelf<AttributeSyntax>();
            switch (diagnostic.Id)
            {
                case NotPartial:
                    FixPartial(context, root!, node, diagnostic);
                    break;
                case OrderAmbiguous when attribute is not null:
                    Offer(context, root!, diagnostic, "Read it as [inputs, outputs]: Transposed = true", attribute, AttributeEdits.With(attribute, "Transposed", Literal(true)));
                    Offer(context, root!, diagnostic, "Keep [outputs, inputs]: Transposed = false", attribute, AttributeEdits.With(attribute, "Transposed", Literal(false)));
                    break;
                case WrongShape when attribute is not null:
                    FixShape(context, root!, attribute, diagnostic);
                    break;
                case TensorNotFound when attribute is not null:
                    FixName(context, root!, attribute, diagnostic);
                    break;
                case FileNotFound when attribute is not null:
                    FixLiteral(context, root!, attribute, diagnostic, (Suggestions.Argument(diagnostic, 0), Suggestions.Argument(diagnostic, 2)));
                    FixProject(context, diagnostic, Suggestions.Argument(diagnostic, 0));
                    break;
                case LayerNotFound when attribute is not null:
                    FixLiteral(context, root!, attribute, diagnostic, (Suggestions.Argument(diagnostic, 1), Suggestions.Argument(diagnostic, 3)));
                    break;
                case ExternalDataNotFound:
                    FixProject(context, diagnostic, Suggestions.Beside(Suggestions.Argument(diagnostic, 0), Suggestions.Argument(diagnostic, 2)));
                    break;
                default:
                    break;
            }
        }
    }

    private static void FixPartial(CodeFixContext context, SyntaxNode root, SyntaxNode? node, Diagnostic diagnostic)
    {
        // The diagnostic names the type, which may be one around the model.
        string name = Suggestions.Argument(diagnostic, 0);
        TypeDeclarationSyntax? type = node?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault(candidate => candidate.Identifier.ValueText == name);
        if (type is not null && !type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
            TypeDeclarationSyntax changed = type.Modifiers.Count > 0
                ? type.WithModifiers(type.Modifiers.Add(partial))
                : (TypeDeclarationSyntax)type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia)));
            Offer(context, root, diagnostic, $"Make '{name}' partial", type, changed);
        }
    }

    private static void FixShape(CodeFixContext context, SyntaxNode root, AttributeSyntax attribute, Diagnostic diagnostic)
    {
        string expected = Suggestions.Argument(diagnostic, 3);
        if (expected.EndsWith("; Transposed = true fits", System.StringComparison.Ordinal))
        {
            Offer(context, root, diagnostic, "Set Transposed = true", attribute, AttributeEdits.With(attribute, "Transposed", Literal(true)));
        }
        else if (expected.EndsWith("; without Transposed it fits", System.StringComparison.Ordinal))
        {
            Offer(context, root, diagnostic, "Remove Transposed", attribute, AttributeEdits.Without(attribute, "Transposed"));
        }
    }

    private static void FixName(CodeFixContext context, SyntaxNode root, AttributeSyntax attribute, Diagnostic diagnostic)
    {
        string hint = Suggestions.Argument(diagnostic, 3), wanted = Suggestions.Argument(diagnostic, 1);
        if (Suggestions.Attribute(hint) is { } arguments)
        {
            Offer(context, root, diagnostic, $"Use [Linear{arguments}]", attribute, AttributeEdits.WithArguments(attribute, arguments));
        }
        else if (Suggestions.Name(hint) is { } name)
        {
            // Which of the attribute's options named the tensor says its ending; a weight where none did.
            AttributeArgumentSyntax? named = attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is not null && argument.Expression is LiteralExpressionSyntax literal && literal.Token.ValueText == wanted);
            string option = named?.NameEquals?.Name.Identifier.ValueText ?? OptionOf(wanted);
            Offer(context, root, diagnostic, $"Use '{name}'", attribute, AttributeEdits.With(attribute, option, Literal(name)));
        }
    }

    /// <summary>The literal of a name that nothing is called, in place of which a hint has another.</summary>
    private static void FixLiteral(CodeFixContext context, SyntaxNode root, AttributeSyntax attribute, Diagnostic diagnostic, (string Wanted, string Hint) names)
    {
        if (Suggestions.Name(names.Hint) is { } name
            && attribute.DescendantNodes().OfType<LiteralExpressionSyntax>().FirstOrDefault(literal => literal.Token.ValueText == names.Wanted) is { } wanted)
        {
            Offer(context, root, diagnostic, $"Use '{name}'", attribute, attribute.ReplaceNode(wanted, Literal(name)));
        }
    }

    private static void FixProject(CodeFixContext context, Diagnostic diagnostic, string weights)
    {
        if (ProjectItem.For(context.Document.Project, weights) is { } item)
        {
            context.RegisterCodeFix(item, diagnostic);
        }
    }

    private static string OptionOf(string tensor)
    {
        string word = tensor.Substring(tensor.LastIndexOf('.') + 1);
        return word switch
        {
            "bias" or "beta" => "Bias",
            "running_mean" or "moving_mean" => "Mean",
            "running_var" or "moving_variance" => "Variance",
            "duty_cycle" => "DutyCycle",
            _ => "Weight",
        };
    }

    private static void Offer(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic, string title, SyntaxNode before, SyntaxNode after) => context.RegisterCodeFix(
        CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(before, after))), equivalenceKey: title), diagnostic);

    private static LiteralExpressionSyntax Literal(bool value) => SyntaxFactory.LiteralExpression(value ? SyntaxKind.TrueLiteralExpression : SyntaxKind.FalseLiteralExpression);

    private static LiteralExpressionSyntax Literal(string value) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value));
}
