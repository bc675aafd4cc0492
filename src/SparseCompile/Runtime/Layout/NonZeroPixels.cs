using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseCompile.Runtime;

/// <summary>Finds the pixels that a convolution with sparse activations visits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NonZeroPixels
{
    /// <summary>Lists the pixels of each channel that are not zero, of either sign; NaN is no zero.</summary>
    /// <param name="values">The image, its channels side by side, with a vector more behind it to be read.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="pixels">Pixels.</param>
    /// <param name="list">
    /// How many pixels each channel has, then the pixels of each channel, ascending, with room for all; behind that, room for <paramref name="channels"/> x <paramref name="pixels"/> + 16 integers.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void List(float* values, int channels, int pixels, int* list)
    {
        int shift = 32 - BitOperations.LeadingZeroCount((uint)(channels - 1) | 1);
        int* codes = list + channels + (channels * pixels);
        int count = Codes(values, channels, pixels, shift, codes);
        new Span<int>(list, channels).Clear();
        int* places = list + channels;
        int mask = (1 << shift) - 1;
        for (; count > 0; count--, codes++)
        {
            int channel = *codes & mask;
            places[(channel * pixels) + list[channel]++] = *codes >> shift;
        }
    }

    /// <summary>Pixel and channel of each value that is not zero: without branches on values, which would be mispredicted at every few.</summary>
    private static int Codes(float* values, int channels, int pixels, int shift, int* codes)
    {
        int found = 0;
        for (int pixel = 0; pixel < pixels; pixel++, values += channels)
        {
            int channel = 0;
            if (Avx512F.IsSupported)
            {
                Vector512<int> code = Vector512.Create(pixel << shift) + Vector512<int>.Indices;
                for (; channel < channels; channel += Vector512<int>.Count)
                {
                    // Not equal, or unordered; what belongs to the next pixel is none of this one's.
                    Vector512<int> active = Avx512F.CompareNotEqual(Avx512F.LoadVector512(values + channel), Vector512<float>.Zero).AsInt32();
                    active &= Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(channels - channel));
                    Avx512F.Store(codes + found, Avx512F.Compress(Vector512<int>.Zero, active, code));
                    found += BitOperations.PopCount(active.ExtractMostSignificantBits());
                    code += Vector512.Create(Vector512<int>.Count);
                }
            }

            for (; channel < channels; channel++)
            {
                codes[found] = (pixel << shift) + channel;
                found += values[channel] != 0f ? 1 : 0;
            }
        }

        return found;
    }
}
