namespace SparseCompile.Compiler.Planning;

/// <summary>A kernel the planner considered for a layer.</summary>
/// <param name="Description">Family and parameters, as shown to users.</param>
/// <param name="Nanoseconds">Estimate for one input, 512-bit form.</param>
public sealed record KernelCandidate(string Description, double Nanoseconds);
