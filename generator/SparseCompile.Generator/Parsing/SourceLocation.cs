using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SparseCompile.Generator.Parsing;

/// <summary>A place in the user's source.</summary>
/// <remarks>
/// It holds the syntax tree: what is reported at a path and lines alone heeds neither <c>#pragma warning</c> nor the severities of .editorconfig. A tree changes
/// with every edit of its own file only, and nothing but reporting follows from a location.
/// </remarks>
/// <param name="Tree">The file; null for an attribute that is nowhere in source.</param>
/// <param name="Span">The characters.</param>
internal sealed record SourceLocation(SyntaxTree? Tree, TextSpan Span)
{
    /// <summary>Of an attribute that is nowhere in source.</summary>
    public static SourceLocation None { get; } = new(null, default);
}
