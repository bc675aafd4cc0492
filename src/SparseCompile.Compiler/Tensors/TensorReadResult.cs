namespace SparseCompile.Compiler.Tensors;

/// <summary>A tensor, or why it could not be read: exactly one of the two.</summary>
/// <param name="Tensor">The values; null when there is an error.</param>
/// <param name="Error">What is wrong; null when the tensor was read.</param>
public readonly record struct TensorReadResult(Tensor? Tensor, WeightFileError? Error);
