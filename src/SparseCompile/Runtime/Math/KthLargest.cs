using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseCompile.Runtime;

/// <summary>The k-th largest of some values: a selection, not a sort.</summary>
/// <remarks>
/// A sample bounds it from both sides; one pass over all values keeps those above the lower bound; bisection over their bits finds it. All that matters is the result, which no
/// vector width changes.
/// </remarks>
internal static unsafe class KthLargest
{
    /// <summary>Values of the sample: its k-th largest has a standard error of 3 % of the ranks at most.</summary>
    private const int Sampled = 256;

    /// <summary>Values below which a sample saves nothing.</summary>
    private const int LeastSampled = 1024;

    /// <summary>Key of the smallest number.</summary>
    private static int Lowest => Key(float.NegativeInfinity);

    /// <summary>A key beyond that of the largest.</summary>
    private static int Beyond => Key(float.PositiveInfinity) + 1;

    /// <summary>The k-th largest value, NaN being larger than any number; where k values are NaN, that is it.</summary>
    /// <param name="values">The values.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="k">1 to <paramref name="count"/>.</param>
    /// <param name="room">Room for <paramref name="count"/> floats and a vector more, apart from the values.</param>
    public static float Find(float* values, int count, int k, float* room)
    {
        float found = count < LeastSampled ? Bisect(values, count, k, Lowest, Beyond) : FindBySample(values, count, k, room);

        // No number is larger than infinity: NaN may be.
        return float.IsPositiveInfinity(found) && NaNs(values, count) >= k ? float.NaN : found;
    }

    private static float FindBySample(float* values, int count, int k, float* room)
    {
        float* sample = stackalloc float[Sampled];
        int step = count / Sampled, jitter = (int)(BitOperations.RoundUpToPowerOf2((uint)step + 1) >> 1) - 1;
        for (int i = 0; i < Sampled; i++)
        {
            // Not at equal distances, which might be a multiple of an image's channels; by a mask, for a division takes some 25 cycles.
            sample[i] = values[(i * step) + ((i * 37) & jitter)];
        }

        // Three standard errors to either side.
        double share = (double)k / count;
        double spread = 3 * Math.Sqrt(Sampled * share * (1 - share));
        int below = (int)Math.Ceiling((share * Sampled) + spread) + 1, above = (int)Math.Floor((share * Sampled) - spread) - 1;
        int low = below > Sampled ? Lowest : Key(Bisect(sample, Sampled, below, Lowest, Beyond));
        int high = above < 1 ? Beyond : Key(Bisect(sample, Sampled, above, Lowest, Beyond));
        int taken = Take(values, count, Value(low), room);
        if (taken < k)
        {
            return Bisect(values, count, k, Lowest, Beyond);
        }

        bool isBelow = high == Beyond || taken - Less(room, taken, Value(high)) < k;
        return Bisect(room, taken, k, low, isBelow ? high : Beyond);
    }

    /// <summary>The largest number that k values are not less than.</summary>
    /// <param name="values">The values.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="k">Their rank.</param>
    /// <param name="low">Key of a number that k values are not less than.</param>
    /// <param name="high">Key of one that fewer are not less than, larger.</param>
    private static float Bisect(float* values, int count, int k, int low, int high)
    {
        while (high - (long)low > 1)
        {
            int middle = (int)(((long)low + high) >> 1);
            int others = count - Less(values, count, Value(middle));
            if (others == k)
            {
                return Smallest(values, count, Value(middle));
            }

            if (others > k)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Value(low);
    }

    /// <summary>Values less than a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Less(float* values, int count, float bound)
    {
        Vector<float> bounds = new(bound);
        Vector<int> less = Vector<int>.Zero, more = Vector<int>.Zero;
        int i = 0;
        for (; i + (2 * Vector<float>.Count) <= count; i += 2 * Vector<float>.Count)
        {
            less += Vector.LessThan(Vector.Load(values + i), bounds);
            more += Vector.LessThan(Vector.Load(values + i + Vector<float>.Count), bounds);
        }

        less += more;
        for (; i + Vector<float>.Count <= count; i += Vector<float>.Count)
        {
            less += Vector.LessThan(Vector.Load(values + i), bounds);
        }

        int found = -Vector.Sum(less);
        for (; i < count; i++)
        {
            found += values[i] < bound ? 1 : 0;
        }

        return found;
    }

    /// <summary>The smallest number that is not less than a bound; infinity where only NaN is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Smallest(float* values, int count, float bound)
    {
        Vector<float> bounds = new(bound), smallest = new(float.PositiveInfinity);
        int i = 0;
        for (; i + Vector<float>.Count <= count; i += Vector<float>.Count)
        {
            Vector<float> value = Vector.Load(values + i);
            Vector<int> isTaken = Vector.GreaterThanOrEqual(value, bounds) & Vector.LessThan(value, smallest);
            smallest = Vector.ConditionalSelect(isTaken, value, smallest);
        }

        float found = float.PositiveInfinity;
        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            found = smallest[lane] < found ? smallest[lane] : found;
        }

        for (; i < count; i++)
        {
            found = values[i] >= bound && values[i] < found ? values[i] : found;
        }

        return found;
    }

    /// <summary>Copies the values that are not less than a bound; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Take(float* values, int count, float bound, float* to)
    {
        int found = 0, i = 0;
        if (Avx512F.IsSupported)
        {
            Vector512<float> bounds = Vector512.Create(bound);
            for (; i + Vector512<float>.Count <= count; i += Vector512<float>.Count)
            {
                Vector512<float> value = Avx512F.LoadVector512(values + i);
                Vector512<float> isTaken = Avx512F.CompareNotLessThan(value, bounds);
                Avx512F.Store(to + found, Avx512F.Compress(Vector512<float>.Zero, isTaken, value));
                found += BitOperations.PopCount(isTaken.ExtractMostSignificantBits());
            }
        }

        for (; i < count; i++)
        {
            to[found] = values[i];
            found += values[i] < bound ? 0 : 1;
        }

        return found;
    }

    private static int NaNs(float* values, int count)
    {
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            found += float.IsNaN(values[i]) ? 1 : 0;
        }

        return found;
    }

    /// <summary>Integers in the order of the numbers.</summary>
    private static int Key(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return bits ^ ((bits >> 31) & int.MaxValue);
    }

    private static float Value(int key) => BitConverter.Int32BitsToSingle(key ^ ((key >> 31) & int.MaxValue));
}
