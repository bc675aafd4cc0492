using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SparseCompile.Runtime;

/// <summary>Slices of a value by indices.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TensorGather
{
    /// <summary>Copies slices.</summary>
    /// <param name="data">What is looked up: <paramref name="outer"/> x <paramref name="extent"/> x <paramref name="inner"/> elements.</param>
    /// <param name="indices">The indices; fractions are cut off, negative ones count from the end.</param>
    /// <param name="to">The slices: <paramref name="outer"/> x <paramref name="count"/> x <paramref name="inner"/> elements.</param>
    /// <param name="count">How many indices there are.</param>
    /// <param name="outer">Blocks that are indexed alike.</param>
    /// <param name="extent">Slices of a block.</param>
    /// <param name="inner">Elements of a slice.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    // Parameters: two operands, the result, and the extents of both.
    public static void Run(float* data, float* indices, float* to, int count, int outer, int extent, int inner)
    {
        for (int block = 0; block < outer; block++, data += (nint)extent * inner)
        {
            for (int i = 0; i < count; i++, to += inner)
            {
                float index = indices[i] < 0f ? indices[i] + extent : indices[i];
                if (!(index >= 0f && index < extent))
                {
                    Throw(indices[i], extent);
                }

                new ReadOnlySpan<float>(data + ((nint)(int)index * inner), inner).CopyTo(new Span<float>(to, inner));
            }
        }
    }

    [DoesNotReturn]
    private static void Throw(float index, int extent) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"An index of a look-up is out of range: expected {-extent} to {extent - 1}.");
}
