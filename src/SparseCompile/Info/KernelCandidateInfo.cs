namespace SparseCompile;

/// <summary>A kernel the planner considered.</summary>
/// <param name="Family">The family, with its parameters.</param>
/// <param name="EstimatedNanoseconds">Estimate for one input.</param>
public sealed record KernelCandidateInfo(string Family, double EstimatedNanoseconds);
