using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseCompile.Runtime;

/// <summary>Finds the inputs that a layer with sparse activations visits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NonZeroInputs
{
    /// <summary>Writes the places of all values but zeros of either sign, ascending; NaN is no zero.</summary>
    /// <remarks>Without branches on values: at one active input in ten every other branch would be mispredicted, at 15 cycles each.</remarks>
    /// <param name="values">The values.</param>
    /// <param name="count">How many there are: a multiple of 64, as slots are.</param>
    /// <param name="places">Room for <paramref name="count"/> places.</param>
    /// <returns>How many places were written.</returns>
    public static int List(float* values, int count, int* places)
    {
        int found = 0;
        if (Avx512F.IsSupported)
        {
            Vector512<int> indices = Vector512<int>.Indices;
            for (int i = 0; i < count; i += Vector512<int>.Count)
            {
                // Not equal, or unordered.
                Vector512<int> active = Avx512F.CompareNotEqual(Avx512F.LoadVector512(values + i), Vector512<float>.Zero).AsInt32();
                Avx512F.Store(places + found, Avx512F.Compress(Vector512<int>.Zero, active, indices));
                found += BitOperations.PopCount(active.ExtractMostSignificantBits());
                indices += Vector512.Create(Vector512<int>.Count);
            }

            return found;
        }

        for (int i = 0; i < count; i++)
        {
            places[found] = i;
            found += values[i] != 0f ? 1 : 0;
        }

        return found;
    }
}
