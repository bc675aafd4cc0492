namespace SparseCompile.Benchmarks.Workloads;

/// <summary>The shape of a generated model's <c>Infer</c> and <c>InferBatch</c>.</summary>
/// <param name="input">The samples, one after the other.</param>
/// <param name="output">Receives their results in the same order.</param>
public delegate void InferDelegate(ReadOnlySpan<float> input, Span<float> output);
