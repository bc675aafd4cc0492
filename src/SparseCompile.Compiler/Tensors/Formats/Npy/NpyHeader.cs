namespace SparseCompile.Compiler.Tensors.Formats.Npy;

/// <summary>What an npy file says before its values.</summary>
/// <param name="Length">Bytes before the first value.</param>
/// <param name="DataType">The element type.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The extents.</param>
internal sealed record NpyHeader(long Length, NpyDataType DataType, bool FortranOrder, IReadOnlyList<long> Shape);
