using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Tensors;

/// <summary>What a weight file says of one tensor before its values are read.</summary>
/// <param name="Name">The tensor's name, unique in its file.</param>
/// <param name="DataType">The element type in the file's own spelling (<c>F32</c>, <c>&lt;f4</c>, <c>real</c>).</param>
/// <param name="Shape">The extents, outermost first, whatever the order in the file.</param>
public sealed record TensorInfo(string Name, string DataType, EquatableArray<long> Shape);

/// <summary>A tensor's values as float32, of which only the non-zeros are kept.</summary>
/// <remarks>
/// Memory follows the non-zeros, not the shape: a million-square matrix with few entries is a small object.
/// A value that rounds to zero in float32 counts as pruned. NaN and infinities are kept for the caller to refuse.
/// </remarks>
public sealed class Tensor(TensorInfo info, long[] positions, float[] values)
{
    /// <summary>Name, element type and shape.</summary>
    public TensorInfo Info { get; } = info;

    /// <summary>Positions of the non-zeros in C order (last index fastest), strictly ascending.</summary>
    public long[] Positions { get; } = positions;

    /// <summary>The non-zero values, one for each position.</summary>
    public float[] Values { get; } = values;
}
