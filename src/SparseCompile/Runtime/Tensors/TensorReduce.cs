using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Reduces axes of a value. The order of a sum follows from where the elements lie, which all vector widths share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SkipLocalsInit]
public static unsafe class TensorReduce
{
    /// <summary>Partial results side by side, at every width, where elements that follow one another are reduced.</summary>
    private const int Partials = 16;

    /// <summary>Elements of a chain: chains are joined, for a sum of many elements to be as exact as one of few.</summary>
    private const int Chain = 64;

    /// <summary>Reduces.</summary>
    /// <param name="from">The operand.</param>
    /// <param name="to">The result.</param>
    /// <param name="kept">Of each axis that stays: its extent, floats from one coordinate to the next in the operand, and in the result. The last one may be that whose elements follow one another.</param>
    /// <param name="reduced">Of each axis that is reduced: its extent, and floats from one coordinate to the next.</param>
    /// <param name="divisor">What results are divided by: their number of elements for a mean, else 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, TKind>(float* from, float* to, ReadOnlySpan<int> kept, ReadOnlySpan<int> reduced, float divisor)
        where T : struct, ITensorLanes<T>
        where TKind : struct, IReduction
    {
        if (kept.Length > 3)
        {
            for (int i = 0; i < kept[0]; i++)
            {
                Run<T, TKind>(from + ((nint)i * kept[1]), to + ((nint)i * kept[2]), kept[3..], reduced, divisor);
            }

            return;
        }

        (int count, int step, int place) = kept.Length == 0 ? (1, 1, 1) : (kept[0], kept[1], kept[2]);
        bool followEachOther = reduced.Length > 0 && reduced[^1] == 1;
        if (step == 1 && count > 1 && !followEachOther)
        {
            int i = Across<T, TKind>(0, count, from, to, place, reduced, divisor);
            Across<Lanes1, TKind>(i, count, from, to, place, reduced, divisor);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            float* first = from + ((nint)i * step);
            float result = followEachOther ? Along<T, TKind>(first, reduced) : Column<Lanes1, TKind>(first, reduced).Value;
            to[(nint)i * place] = result / divisor;
        }
    }

    /// <summary>Neighbours side by side on the lanes, as many as fill them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Across<T, TKind>(int i, int count, float* from, float* to, int place, ReadOnlySpan<int> reduced, float divisor)
        where T : struct, ITensorLanes<T>
        where TKind : struct, IReduction
    {
        for (; i <= count - T.Count; i += T.Count)
        {
            T result = T.Divide(Column<T, TKind>(from + i, reduced), T.Broadcast(divisor));
            TensorLoad.Scatter(to + ((nint)i * place), place, result);
        }

        return i;
    }

    /// <summary>One result on each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Column<T, TKind>(float* from, ReadOnlySpan<int> reduced)
        where T : struct, ITensorLanes<T>
        where TKind : struct, IReduction
    {
        if (reduced.Length > 2)
        {
            T outer = T.Broadcast(TKind.Start);
            for (int i = 0; i < reduced[0]; i++)
            {
                outer = TKind.Join(outer, Column<T, TKind>(from + ((nint)i * reduced[1]), reduced[2..]));
            }

            return outer;
        }

        (int count, int step) = reduced.Length == 0 ? (1, 0) : (reduced[0], reduced[1]);
        T total = T.Broadcast(TKind.Start);
        for (int i = 0; i < count;)
        {
            int end = Math.Min(count, i + Chain);
            T partial = T.Broadcast(TKind.Start);
            for (; i < end; i++)
            {
                partial = TKind.Step(partial, T.Load(from + ((nint)i * step)));
            }

            total = TKind.Join(total, partial);
        }

        return total;
    }

    /// <summary>One result of elements that follow one another: sixteen partial results, whatever the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Along<T, TKind>(float* from, ReadOnlySpan<int> reduced)
        where T : struct, ITensorLanes<T>
        where TKind : struct, IReduction
    {
        float* partials = stackalloc float[Partials];
        new Span<float>(partials, Partials).Fill(TKind.Start);
        Along<T, TKind>(from, reduced, partials);

        // Partial results that no element went into are the neutral element: joined, they change no bit. A softmax of two classes has two.
        int used = reduced.Length == 2 && reduced[0] < Partials ? (int)BitOperations.RoundUpToPowerOf2((uint)reduced[0]) : Partials;
        for (int width = used / 2; width > 0; width /= 2)
        {
            for (int i = 0; i < width; i++)
            {
                partials[i] = TKind.Join(new Lanes1(partials[i]), new Lanes1(partials[i + width])).Value;
            }
        }

        return partials[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Along<T, TKind>(float* from, ReadOnlySpan<int> reduced, float* partials)
        where T : struct, ITensorLanes<T>
        where TKind : struct, IReduction
    {
        int count = reduced[0];
        if (reduced.Length > 2)
        {
            for (int i = 0; i < count; i++)
            {
                Along<T, TKind>(from + ((nint)i * reduced[1]), reduced[2..], partials);
            }

            return;
        }

        int whole = count / Partials * Partials;
        for (int lane = 0; whole > 0 && lane < Partials; lane += T.Count)
        {
            T partial = T.Load(partials + lane);
            for (int i = lane; i < whole; i += Partials)
            {
                partial = TKind.Step(partial, T.Load(from + i));
            }

            T.Store(partials + lane, partial);
        }

        for (int i = whole; i < count; i++)
        {
            partials[i - whole] = TKind.Step(new Lanes1(partials[i - whole]), new Lanes1(from[i])).Value;
        }
    }
}
