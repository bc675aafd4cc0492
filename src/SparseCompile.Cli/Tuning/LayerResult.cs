namespace SparseCompile.Cli.Tuning;

/// <summary>What was found for a layer.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Estimated">The candidate that was estimated to be the fastest.</param>
/// <param name="EstimatedNanoseconds">What the whole model took with it, measured.</param>
/// <param name="Fastest">The candidate that was.</param>
/// <param name="FastestNanoseconds">What the whole model took with it.</param>
/// <param name="Measured">How many candidates were measured.</param>
internal sealed record LayerResult(string Layer, string Estimated, double EstimatedNanoseconds, string Fastest, double FastestNanoseconds, int Measured);
