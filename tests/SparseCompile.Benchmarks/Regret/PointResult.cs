namespace SparseCompile.Benchmarks.Regret;

/// <summary>What was measured for a layer of the grid.</summary>
/// <param name="Point">The layer.</param>
/// <param name="Chosen">What <c>Infer</c> runs with the kernel that the planner would choose.</param>
/// <param name="Ours">The fastest of ours: <c>Infer</c> with any candidate, or another form of the chosen model.</param>
/// <param name="Csr">A loop over compressed rows.</param>
internal sealed record PointResult(GridPoint Point, TimedKernel Chosen, TimedKernel Ours, TimedKernel Csr)
{
    /// <summary>The fastest of all.</summary>
    public TimedKernel Best => Csr.Nanoseconds < Ours.Nanoseconds ? Csr : Ours;

    /// <summary>By how much the choice is slower than the best, 0 where it is the best.</summary>
    public double Regret => (Chosen.Nanoseconds / Best.Nanoseconds) - 1;

    /// <summary>Kernel family of a candidate: what its description begins with.</summary>
    public static string Family(string description) => description.Split(',')[0];
}
