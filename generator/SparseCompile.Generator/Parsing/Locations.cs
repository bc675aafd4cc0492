using Microsoft.CodeAnalysis;

namespace SparseCompile.Generator.Parsing;

/// <summary>Places in source.</summary>
internal static class Locations
{
    /// <summary>The place of an attribute.</summary>
    public static SourceLocation Of(AttributeData attribute) => attribute.ApplicationSyntaxReference is { } reference
        ? new SourceLocation(reference.SyntaxTree, reference.Span)
        : SourceLocation.None;
}
