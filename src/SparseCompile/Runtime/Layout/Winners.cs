using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Keeps the largest values, and clears all others: the same bits for every vector width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Winners
{
    /// <summary>Keeps the winners of each group of values, and what is equal to the last of them.</summary>
    /// <param name="from">The values, group after group.</param>
    /// <param name="to">Where they go, apart from where they are.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="count">Values of a group.</param>
    /// <param name="winners">How many win in each.</param>
    /// <param name="factors">What values are multiplied by to be ranked, repeated until all have one; empty where they are ranked as they are.</param>
    /// <param name="room">Room for twice <paramref name="count"/> floats and 32 more.</param>
    // Parameters: what is kept, of what, by which rank, and memory.
    public static void Keep(float* from, float* to, int groups, int count, int winners, ReadOnlySpan<float> factors, float* room)
    {
        for (int group = 0; group < groups; group++, from += count, to += count)
        {
            float* ranked = from;
            if (!factors.IsEmpty)
            {
                ranked = room + count + 16;
                Multiply(from, ranked, count, factors);
            }

            Clear(from, ranked, to, count, KthLargest.Find(ranked, count, winners, room));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Clear(float* from, float* ranked, float* to, int count, float least)
    {
        Vector<float> bounds = new(least);
        int i = 0;
        for (; i + Vector<float>.Count <= count; i += Vector<float>.Count)
        {
            Vector<int> isLess = Vector.LessThan(Vector.Load(ranked + i), bounds);
            Vector.AndNot(Vector.Load(from + i), Vector.AsVectorSingle(isLess)).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] = ranked[i] < least ? 0f : from[i];
        }
    }

    private static void Multiply(float* from, float* to, int count, ReadOnlySpan<float> factors)
    {
        fixed (float* factor = factors)
        {
            for (int first = 0; first < count; first += factors.Length)
            {
                int i = 0, length = Math.Min(factors.Length, count - first);
                for (; i + Vector<float>.Count <= length; i += Vector<float>.Count)
                {
                    (Vector.Load(from + first + i) * Vector.Load(factor + i)).Store(to + first + i);
                }

                for (; i < length; i++)
                {
                    to[first + i] = from[first + i] * factor[i];
                }
            }
        }
    }
}
