using SparseCompile.Cli.Conversion;

namespace SparseCompile.Cli.Pruning.Tensors;

/// <summary>A tensor with all of its elements.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Values">The elements in C order.</param>
internal sealed record DenseTensor(string Name, long[] Shape, float[] Values)
{
    /// <summary>The tensor as it is written: its non-zeros.</summary>
    public StoredTensor Stored
    {
        get
        {
            int[] kept = [.. Enumerable.Range(0, Values.Length).Where(i => Values[i] != 0)];
            return new StoredTensor(Name, Shape, [.. kept.Select(i => (long)i)], [.. kept.Select(i => Values[i])]);
        }
    }
}
