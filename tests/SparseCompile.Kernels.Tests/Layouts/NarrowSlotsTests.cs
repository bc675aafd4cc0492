extern alias runtime;

using Copy = runtime::SparseCompile.Runtime.SlotCopy;
using NarrowLayout = runtime::SparseCompile.Runtime.NarrowSlots;
using Slots = runtime::SparseCompile.Runtime.SlotLayout;

namespace SparseCompile.Kernels.Tests.Layouts;

/// <summary>The copy of inputs that has a zero in every window of 32.</summary>
public sealed unsafe class NarrowSlotsTests
{
    private const float Guard = 12345.678f;

    [Fact]
    public void Any_number_of_values_lies_between_zeros_and_nothing_else_is_touched()
    {
        for (int count = 0; count <= 200; count++)
        {
            float[] values = [.. Enumerable.Range(1, count).Select(value => (float)value)];
            Check(values, copy =>
            {
                fixed (float* from = values)
                {
                    fixed (float* to = copy)
                    {
                        Copy.SpreadNarrow(from, to + 1, count);
                    }
                }
            });
        }
    }

    [Fact]
    public void Any_number_of_values_comes_from_the_slots_of_a_layer_before()
    {
        for (int count = 0; count <= 200; count++)
        {
            float[] values = [.. Enumerable.Range(1, count).Select(value => (float)value)];
            float[] slots = [.. Enumerable.Repeat(float.NaN, Slots.AllocationLength(count))];
            for (int i = 0; i < count; i++)
            {
                slots[Slots.SlotOf(i)] = values[i];
            }

            Check(values, copy =>
            {
                fixed (float* from = slots)
                {
                    fixed (float* to = copy)
                    {
                        Copy.Narrow(from, to + 1, count);
                    }
                }
            });
        }
    }

    /// <summary>Between two guards: every value is at its slot, and behind every 31 of them there is a zero, one past the last of them too.</summary>
    private static void Check(float[] values, Action<float[]> fill)
    {
        float[] copy = [.. Enumerable.Repeat(Guard, NarrowLayout.Length(values.Length) + 2)];

        fill(copy);

        string count = $"{values.Length} values";
        copy[0].ShouldBe(Guard, count);
        copy[^1].ShouldBe(Guard, count);
        for (int i = 0; i < values.Length; i++)
        {
            copy[1 + NarrowLayout.SlotOf(i)].ShouldBe(values[i], count);
        }

        // Windows reach into the period behind the last value.
        int behind = ((values.Length + NarrowLayout.Values - 1) / NarrowLayout.Values * NarrowLayout.Period) + 1;
        copy[behind..(behind + NarrowLayout.Period)].ShouldAllBe(value => value == 0f, count);
        for (int zero = NarrowLayout.Values; zero <= (values.Length == 0 ? 0 : NarrowLayout.SlotOf(values.Length - 1)) + NarrowLayout.Values; zero += NarrowLayout.Period)
        {
            copy[1 + zero].ShouldBe(0f, count);
        }
    }
}
