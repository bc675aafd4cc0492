namespace SparseCompile.Cli.Inspection.Advice;

/// <summary>What a layer would cost if as many weights were pruned in a pattern.</summary>
/// <param name="Pattern">The pattern, in the field's terms.</param>
/// <param name="NonZeros">Non-zeros that it has.</param>
/// <param name="Kept">Share of today's non-zeros that lie in it, 0 to 1.</param>
/// <param name="Magnitude">Share of the sum of their magnitudes, 0 to 1.</param>
/// <param name="Nanoseconds">Estimate for the layer by itself.</param>
/// <param name="Ratio">Today's estimate for the layer by itself, divided by that.</param>
internal sealed record PatternAdvice(string Pattern, long NonZeros, double Kept, double Magnitude, double Nanoseconds, double Ratio);
