namespace SparseCompile.Compiler.Diagnostics;

/// <summary>A place in the user's source, by value: a pipeline model may not hold syntax.</summary>
/// <param name="FilePath">The file.</param>
/// <param name="Start">First character, from the start of the file.</param>
/// <param name="Length">Characters.</param>
/// <param name="StartLine">Line of the first character, from 0.</param>
/// <param name="StartColumn">Column of the first character, from 0.</param>
/// <param name="EndLine">Line of the end.</param>
/// <param name="EndColumn">Column of the end.</param>
public sealed record SourceLocation(string FilePath, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn);
