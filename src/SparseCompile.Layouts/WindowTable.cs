using System;
using System.Runtime.CompilerServices;
#if !SPARSECOMPILE_COMPILER
using System.Runtime.Intrinsics.X86;
#endif

namespace SparseCompile.Runtime;

/// <summary>The streamed-lookup form of a layer: 16 positions on the lanes, a window of 64 input slots per step.</summary>
/// <remarks>
/// Blocks of 1, 2 or 4 groups of 16 positions share their windows. The window opens at the lowest slot any lane still needs, rounded down to
/// 16 so that its loads are aligned, and every lane whose next slot is inside takes it. Lanes that are ahead wait: measured on a random 5 % layer,
/// 58 % of the lanes work, against 39 % with fixed tiles of 32 columns. Slots are taken in ascending order, so the chain of each output is that of <see cref="SparseRows"/>.
/// Windows of 32 cost one lookup instead of two. Over a packed copy (<see cref="PackedRows"/>) they hold no zero, so that idle lanes are masked; over <see cref="NarrowSlots"/> they hold one.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class WindowTable
{
    /// <summary>Lanes of a group.</summary>
    public const int Lanes = 16;

    /// <summary>Groups of a block whose indices the run-time library puts four bytes a lane.</summary>
    public const int PackedGroups = 4;

    /// <summary>Slots a window spans.</summary>
    public const int Window = 64;

    /// <summary>Inputs a narrow window spans.</summary>
    public const int NarrowWindow = 32;

    /// <summary>Slots a window's start is a multiple of.</summary>
    public const int Granularity = 16;

    private WindowTable(int[] counts, StepArrays steps)
    {
        Counts = counts;
        Steps = steps;
    }

    /// <summary>Steps of each block.</summary>
    public readonly int[] Counts;

    /// <summary>For each step the first slot of its window; for each step and lane of the block the slot within the window, and the weight: -0 on idle lanes.</summary>
    public readonly StepArrays Steps;

    /// <summary>Every lane that has a row is active in every step: none needs a mask. What lanes without a row compute is not stored, or not read.</summary>
    public bool IsFull { get; private set; } = true;

    /// <summary>Lays a layer out.</summary>
    /// <param name="rows">The layer.</param>
    /// <param name="groupsPerBlock">Groups of each block, first to last; they cover the positions from 0 on.</param>
    public static WindowTable Build(SparseRows rows, int[] groupsPerBlock) => Build(rows, groupsPerBlock, Window);

    /// <summary>Lays a layer out in windows of <see cref="Window"/> slots, or of <see cref="NarrowWindow"/> inputs.</summary>
    /// <param name="rows">The layer; by place and input for narrow windows.</param>
    /// <param name="groupsPerBlock">Groups of each block, first to last; they cover the positions from 0 on.</param>
    /// <param name="span">Slots of a window.</param>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static WindowTable Build(SparseRows rows, int[] groupsPerBlock, int span)
    {
        WindowTable table = new(new int[groupsPerBlock.Length], new StepArrays(rows.Weights.Length));
        for (int block = 0, first = 0; block < groupsPerBlock.Length; first += groupsPerBlock[block++] * Lanes)
        {
            table.Counts[block] = table.AddBlock(rows, first, groupsPerBlock[block] * Lanes, span);
        }

        return table;
    }

    /// <summary>Lays a block's windows out; returns the steps.</summary>
    /// <remarks>
    /// What each lane reads next is kept at hand, and the lowest of it found on the way: looking both up in the rows, in two loops, took a third longer. Branches stay: masks instead of them were
    /// no faster, though nothing tells which lanes wait.
    /// </remarks>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    private unsafe int AddBlock(SparseRows rows, int first, int lanes, int span)
    {
        StepArrays steps = Steps;
        int[] starts = rows.Starts;
        int* next = stackalloc int[4 * Lanes];
        int* ends = stackalloc int[4 * Lanes];
        int* pending = stackalloc int[4 * Lanes];
        int present = Math.Max(0, Math.Min(lanes, starts.Length - 1 - first));
        int count = 0;
        fixed (int* slots = rows.Slots)
        fixed (float* source = rows.Weights)
        {
            int lowest = OpenRows(starts, slots, first, lanes, next, ends, pending);
            for (; lowest != int.MaxValue; count++)
            {
                int window = lowest / Granularity * Granularity;
                int limit = window + span;

                // Where the zero of the slots is, those of SlotLayout and of NarrowSlots alike; in a packed copy any input, since what is looked up there is masked.
                byte zero = (byte)(span - 1 - (window % span));
                steps.Reserve(lanes);
                steps.Bases[steps.Steps++] = window;
                fixed (byte* indices = &steps.Indices[steps.FirstIndex + steps.Length])
                fixed (float* weights = &steps.Weights[steps.FirstWeight + steps.Length])
                {
                    lowest = int.MaxValue;
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        int slot = pending[lane];
                        if (slot < limit)
                        {
                            int k = next[lane]++;
                            weights[lane] = source[k];
                            indices[lane] = (byte)(slot - window);
                            slot = k + 1 < ends[lane] ? slots[k + 1] : int.MaxValue;
                            pending[lane] = slot;
                            Fetch(slots, source, k);
                        }
                        else
                        {
                            indices[lane] = zero;
                            weights[lane] = -0f;
                        }

                        lowest = Math.Min(lowest, slot);
                    }
                }

                steps.Length += lanes;
            }
        }

        int nonZeros = present == 0 ? 0 : starts[first + present] - starts[first];
        IsFull &= (long)count * present == nonZeros;
        return count;
    }

    /// <summary>Puts every lane at the first non-zero of its row; returns the lowest of their slots.</summary>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    private static unsafe int OpenRows(int[] starts, int* slots, int first, int lanes, int* next, int* ends, int* pending)
    {
        int lowest = int.MaxValue;
        for (int lane = 0; lane < lanes; lane++)
        {
            bool hasRow = first + lane < starts.Length - 1;
            next[lane] = hasRow ? starts[first + lane] : 0;
            ends[lane] = hasRow ? starts[first + lane + 1] : 0;
            pending[lane] = next[lane] < ends[lane] ? slots[next[lane]] : int.MaxValue;
            lowest = Math.Min(lowest, pending[lane]);
        }

        return lowest;
    }

    /// <summary>Once a cache line, fetches what a row will read two lines further on: rows are 64 streams each of slots and weights, more than processors follow by themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Fetch(int* slots, float* weights, int k)
    {
#if !SPARSECOMPILE_COMPILER
        const int ItemsPerLine = 16;
        if (Sse.IsSupported && k % ItemsPerLine == 0)
        {
            Sse.Prefetch0(slots + k + (2 * ItemsPerLine));
            Sse.Prefetch0(weights + k + (2 * ItemsPerLine));
        }
#endif
    }
}
