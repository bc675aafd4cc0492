using SparseCompile.Cli.Projects;

namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>A pattern that does not exist, or does not fit a layer; the message is a line for the user.</summary>
/// <param name="message">The line.</param>
internal sealed class PatternException(string message) : ProjectException(message);
