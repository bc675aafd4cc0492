namespace SparseCompile.Cli.Pruning.Tensors;

/// <summary>A tensor with all of its elements.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Values">The elements in C order.</param>
internal sealed record DenseTensor(string Name, long[] Shape, float[] Values);
