namespace SparseCompile.Benchmarks.Regret;

/// <summary>What was measured for a layer of the grid.</summary>
/// <param name="Point">The layer.</param>
/// <param name="Chosen">The candidate that the planner would choose.</param>
/// <param name="ChosenNanoseconds">Its time.</param>
/// <param name="Best">The fastest candidate measured.</param>
/// <param name="BestNanoseconds">Its time.</param>
/// <param name="Measured">Candidates measured.</param>
internal sealed record PointResult(GridPoint Point, string Chosen, double ChosenNanoseconds, string Best, double BestNanoseconds, int Measured)
{
    /// <summary>By how much the choice is slower than the best, 0 where it is the best.</summary>
    public double Regret => (ChosenNanoseconds / BestNanoseconds) - 1;

    /// <summary>Kernel family of a candidate: what its description begins with.</summary>
    public static string Family(string description) => description.Split(',')[0];
}
