using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.CodeFixes;

/// <summary>Changes to the arguments of an attribute.</summary>
internal static class AttributeEdits
{
    /// <summary>The attribute with an option set; in place of the option of that name, or behind the others.</summary>
    public static AttributeSyntax With(AttributeSyntax attribute, string option, ExpressionSyntax value)
    {
        AttributeArgumentSyntax? known = Find(attribute, option);
        if (known is not null)
        {
            return attribute.ReplaceNode(known.Expression, value);
        }

        AttributeArgumentSyntax added = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(option).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)), null, value);
        AttributeArgumentListSyntax list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        SyntaxNodeOrToken[] before = [.. list.Arguments.GetWithSeparators()];
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxNodeOrToken[] all = before.Length == 0 ? [added] : [.. before, comma, added];
        return attribute.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList<AttributeArgumentSyntax>(all)));
    }

    /// <summary>The attribute without an option.</summary>
    public static AttributeSyntax Without(AttributeSyntax attribute, string option) => Find(attribute, option) is { } known
        ? attribute.WithArgumentList(attribute.ArgumentList!.WithArguments(attribute.ArgumentList.Arguments.Remove(known)))
        : attribute;

    /// <summary>The attribute with the arguments of another one.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="arguments">The text of the other's arguments, in brackets.</param>
    public static AttributeSyntax WithArguments(AttributeSyntax attribute, string arguments)
    {
        AttributeArgumentListSyntax list = SyntaxFactory.ParseAttributeArgumentList(arguments)!;
        AttributeSyntax changed = attribute.WithArgumentList(list);

        // Options that the suggestion says nothing of stay.
        foreach (AttributeArgumentSyntax kept in attribute.ArgumentList?.Arguments.Where(argument => argument.NameEquals is not null) ?? [])
        {
            string name = kept.NameEquals!.Name.Identifier.ValueText;
            changed = Find(changed, name) is null ? With(changed, name, kept.Expression) : changed;
        }

        return changed;
    }

    private static AttributeArgumentSyntax? Find(AttributeSyntax attribute, string option) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option);
}
