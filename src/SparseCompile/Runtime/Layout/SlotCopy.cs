using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SparseCompile.Runtime;

/// <summary>Copies activations into and out of the slot layout of <see cref="SlotLayout"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SlotCopy
{
    /// <summary>Spreads <paramref name="count"/> values over slots, 63 to a period, and writes the zeros between them.</summary>
    /// <param name="values">The values, contiguous.</param>
    /// <param name="slots">Where they go: <see cref="SlotLayout.AllocationLength"/> floats.</param>
    /// <param name="count">How many there are.</param>
    public static void Spread(float* values, float* slots, int count)
    {
        const int Values = SlotLayout.Period - 1;
        int done = 0;

        // A period is read as 64 values and its last one zeroed: one value past the 63 must exist.
        for (; done + SlotLayout.Period <= count; done += Values, slots += SlotLayout.Period)
        {
            for (int i = 0; i < SlotLayout.Period; i += Vector256<float>.Count)
            {
                Vector256.Load(values + done + i).Store(slots + i);
            }

            slots[Values] = 0f;
        }

        while (done < count)
        {
            int rest = Math.Min(Values, count - done);
            new ReadOnlySpan<float>(values + done, rest).CopyTo(new Span<float>(slots, rest));
            new Span<float>(slots + rest, SlotLayout.Period - rest).Clear();
            done += rest;
            slots += SlotLayout.Period;
        }

        if (count == 0)
        {
            new Span<float>(slots, SlotLayout.Period).Clear();
        }
    }

    /// <summary>Copies values, and the zeros of a packed copy behind them.</summary>
    /// <param name="values">The values, contiguous.</param>
    /// <param name="packed">Where they go: <see cref="PackedRows.Length"/> floats.</param>
    /// <param name="count">How many there are.</param>
    public static void Pack(float* values, float* packed, int count)
    {
        new ReadOnlySpan<float>(values, count).CopyTo(new Span<float>(packed, count));
        new Span<float>(packed + count, PackedRows.Zeros).Clear();
    }

    /// <summary>Writes the zeros of a packed copy behind values that are there.</summary>
    /// <param name="packed">The values: <see cref="PackedRows.Length"/> floats.</param>
    /// <param name="count">How many there are.</param>
    public static void ClearTail(float* packed, int count) => new Span<float>(packed + count, PackedRows.Zeros).Clear();

    /// <summary>Copies values to a part of a concatenation.</summary>
    /// <param name="values">The values, contiguous.</param>
    /// <param name="part">Where they go.</param>
    /// <param name="count">How many there are.</param>
    public static void Place(float* values, float* part, int count) => new ReadOnlySpan<float>(values, count).CopyTo(new Span<float>(part, count));

    /// <summary>The same as <see cref="Pack"/> from the slots that <see cref="Spread"/> or a kernel wrote: leaves their zeros out.</summary>
    /// <param name="slots">The values, 63 to a period.</param>
    /// <param name="packed">Where they go: <see cref="PackedRows.Length"/> floats.</param>
    /// <param name="count">How many there are.</param>
    public static void Compact(float* slots, float* packed, int count)
    {
        const int Values = SlotLayout.Period - 1;
        for (int done = 0; done < count; done += Values, slots += SlotLayout.Period)
        {
            int part = Math.Min(Values, count - done);
            new ReadOnlySpan<float>(slots, part).CopyTo(new Span<float>(packed + done, part));
        }

        new Span<float>(packed + count, PackedRows.Zeros).Clear();
    }

    /// <summary>Spreads values over the slots of <see cref="NarrowSlots"/>, 31 to a period, and writes the zeros between them.</summary>
    /// <param name="values">The values, contiguous.</param>
    /// <param name="slots">Where they go: <see cref="NarrowSlots.Length"/> floats.</param>
    /// <param name="count">How many there are.</param>
    public static void SpreadNarrow(float* values, float* slots, int count)
    {
        int done = 0;
        for (; done + NarrowSlots.Period <= count; done += NarrowSlots.Values, slots += NarrowSlots.Period)
        {
            CopyPeriod(values + done, slots);
            slots[NarrowSlots.Values] = 0f;
        }

        new Span<float>(slots, 2 * NarrowSlots.Period).Clear();
        new ReadOnlySpan<float>(values + done, count - done).CopyTo(new Span<float>(slots, NarrowSlots.Values));
    }

    /// <summary>The same from the slots that <see cref="Spread"/> or a kernel wrote.</summary>
    /// <param name="slots">The values, 63 to a period; whole periods may be read.</param>
    /// <param name="narrow">Where they go: <see cref="NarrowSlots.Length"/> floats.</param>
    /// <param name="count">How many there are.</param>
    public static void Narrow(float* slots, float* narrow, int count)
    {
        int done = 0;
        for (; done < count; done += NarrowSlots.Values, narrow += NarrowSlots.Period)
        {
            // As if no zero came between; then again what lies behind it.
            float* from = slots + SlotLayout.SlotOf(done);
            int before = SlotLayout.Period - 1 - (done % (SlotLayout.Period - 1));
            CopyPeriod(from, narrow);
            if (before < NarrowSlots.Values)
            {
                CopyPeriod(from + before + 1, narrow + before);
            }

            narrow[NarrowSlots.Values] = 0f;
        }

        new Span<float>(narrow, NarrowSlots.Period).Clear();
    }

    private static void CopyPeriod(float* from, float* to)
    {
        for (int i = 0; i < NarrowSlots.Period; i += Vector256<float>.Count)
        {
            Vector256.Load(from + i).Store(to + i);
        }
    }

    /// <summary>Puts each value at its slot, and writes the zero of every period.</summary>
    /// <param name="values">The values, contiguous.</param>
    /// <param name="slots">Where they go.</param>
    /// <param name="slotOf">The slot of each value; those that nobody reads share the first slot past the others.</param>
    /// <param name="slotCount">Slots in use, a multiple of the period.</param>
    public static void Scatter(float* values, float* slots, ReadOnlySpan<ushort> slotOf, int slotCount)
    {
        ref ushort first = ref MemoryMarshal.GetReference(slotOf);
        int i = 0;
        for (; BitConverter.IsLittleEndian && i + 4 <= slotOf.Length; i += 4)
        {
            // One load for four slots; the stores are what this takes its time for.
            ulong four = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref first, i)));
            slots[(ushort)four] = values[i];
            slots[(ushort)(four >> 16)] = values[i + 1];
            slots[(ushort)(four >> 32)] = values[i + 2];
            slots[(ushort)(four >> 48)] = values[i + 3];
        }

        for (; i < slotOf.Length; i++)
        {
            slots[slotOf[i]] = values[i];
        }

        ClearZeros(slots, slotCount);
    }

    /// <summary>Writes the zero of every period, after a kernel stored whole vectors over them.</summary>
    /// <param name="slots">The activations.</param>
    /// <param name="slotCount">Slots in use, a multiple of the period.</param>
    public static void ClearZeros(float* slots, int slotCount)
    {
        for (int i = SlotLayout.Period - 1; i < slotCount; i += SlotLayout.Period)
        {
            slots[i] = 0f;
        }
    }

    /// <summary>Puts rows that the plan reordered back in order: <c>values[i] = slots[positions[i]]</c>.</summary>
    /// <param name="slots">The results by position.</param>
    /// <param name="values">The results in order.</param>
    /// <param name="positions">For each row, its position.</param>
    public static void Reorder(float* slots, Span<float> values, ReadOnlySpan<int> positions)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = slots[positions[i]];
        }
    }
}
