namespace SparseCompile.Generator.Parsing;

/// <summary>A place in the user's source, by value: a pipeline model may not hold syntax.</summary>
/// <param name="FilePath">The file.</param>
/// <param name="Start">First character, from the start of the file.</param>
/// <param name="Length">Characters.</param>
/// <param name="StartLine">Line of the first character, from 0.</param>
/// <param name="StartColumn">Column of the first character, from 0.</param>
/// <param name="EndLine">Line of the end.</param>
/// <param name="EndColumn">Column of the end.</param>
internal sealed record SourceLocation(string FilePath, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>Of an attribute that is nowhere in source.</summary>
    public static SourceLocation None { get; } = new("", 0, 0, 0, 0, 0, 0);
}
