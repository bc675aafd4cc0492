namespace SparseCompile.Compiler.Scheduling.Traces;

/// <summary>How many zeros a layer met when real inputs were run.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="InputZeros">Share of zeros among the values that it reads, 0 to 1.</param>
/// <param name="OutputZeros">Share of zeros among the values that it computes, its activation included, 0 to 1.</param>
public sealed record LayerTrace(string Layer, double InputZeros, double OutputZeros);
