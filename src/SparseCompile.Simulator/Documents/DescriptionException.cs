namespace SparseCompile.Simulator.Documents;

/// <summary>A document that cannot be executed, as one line for the user.</summary>
/// <param name="message">The line.</param>
public sealed class DescriptionException(string message) : Exception(message);
