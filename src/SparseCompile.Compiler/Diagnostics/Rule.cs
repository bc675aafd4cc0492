namespace SparseCompile.Compiler.Diagnostics;

/// <summary>A diagnostic the compiler can report; documented in <c>docs/diagnostics/</c> under its id.</summary>
/// <param name="Id">Stable id, <c>SPARSE0001</c> and on.</param>
/// <param name="Title">A few words.</param>
/// <param name="Message">The message, with numbered places for the arguments.</param>
/// <param name="Severity">How serious it is.</param>
public sealed record Rule(string Id, string Title, string Message, RuleSeverity Severity);
