namespace SparseCompile.Benchmarks.Weights;

/// <summary>One float32 array of an npz file.</summary>
/// <param name="Shape">Its dimensions, the slowest first.</param>
/// <param name="Values">Its elements in row-major order.</param>
internal sealed record NpyArray(int[] Shape, float[] Values);
