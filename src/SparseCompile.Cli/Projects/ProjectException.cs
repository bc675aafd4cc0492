namespace SparseCompile.Cli.Projects;

/// <summary>What stands in the way of reading a project, as one line for the user.</summary>
/// <param name="message">The line.</param>
internal class ProjectException(string message) : Exception(message);
