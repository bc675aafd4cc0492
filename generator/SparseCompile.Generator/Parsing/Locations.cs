using Microsoft.CodeAnalysis;

namespace SparseCompile.Generator.Parsing;

/// <summary>Places in source, by value.</summary>
internal static class Locations
{
    /// <summary>The place of an attribute.</summary>
    public static SourceLocation Of(AttributeData attribute, CancellationToken cancellation)
    {
        if (attribute.ApplicationSyntaxReference is not { } reference)
        {
            return SourceLocation.None;
        }

        Location location = reference.GetSyntax(cancellation).GetLocation();
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
