namespace SparseCompile.Benchmarks.Regret;

/// <summary>A way to compute a layer, and its time.</summary>
/// <param name="Name">A candidate's description, a form of the chosen model, or the loop.</param>
/// <param name="Nanoseconds">What it took.</param>
internal sealed record TimedKernel(string Name, double Nanoseconds);
