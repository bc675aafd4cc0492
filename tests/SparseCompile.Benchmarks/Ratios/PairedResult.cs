namespace SparseCompile.Benchmarks.Ratios;

/// <summary>What a paired comparison found: medians over its rounds.</summary>
/// <param name="OursNanoseconds">One call of the generated model.</param>
/// <param name="PeerNanoseconds">One call of the peer.</param>
/// <param name="Ratio">The median of the rounds' ratios, which is steadier than the ratio of the medians.</param>
internal sealed record PairedResult(double OursNanoseconds, double PeerNanoseconds, double Ratio);
