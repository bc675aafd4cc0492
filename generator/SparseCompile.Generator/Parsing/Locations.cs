using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Generator.Parsing;

/// <summary>Places in source, by value.</summary>
internal static class Locations
{
    /// <summary>The place of an attribute.</summary>
    public static SourceLocation? Of(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference is { } reference ? Of(reference.GetSyntax(cancellation).GetLocation()) : null;

    /// <summary>A location.</summary>
    public static SourceLocation Of(Location location)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        return new SourceLocation(
            span.Path,
            location.SourceSpan.Start,
            location.SourceSpan.Length,
            span.StartLinePosition.Line,
            span.StartLinePosition.Character,
            span.EndLinePosition.Line,
            span.EndLinePosition.Character);
    }
}
