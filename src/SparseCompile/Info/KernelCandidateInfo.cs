namespace SparseCompile;

/// <summary>Describes a kernel that the planner considered for a layer.</summary>
/// <param name="Family">The kernel family with its parameters.</param>
/// <param name="EstimatedNanoseconds">The estimated time for one input, in nanoseconds.</param>
public sealed record KernelCandidateInfo(string Family, double EstimatedNanoseconds)
{
    /// <summary>Gets the stable id of the kernel.</summary>
    public string Id { get; init; } = "";
}
