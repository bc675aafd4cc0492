extern alias runtime;

using Slots = runtime::SparseCompile.Runtime.SlotLayout;

namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>Activations in the slot layout, with NaN wherever a kernel has no business reading.</summary>
internal static class SlotMemory
{
    /// <summary>Values at their slots, zeros at the end of each period, NaN elsewhere.</summary>
    /// <param name="values">By place.</param>
    /// <param name="reach">Slots beyond that a kernel may load, if not use.</param>
    public static float[] Spread(float[] values, int reach) => SpreadBatch([values], reach);

    /// <summary>Values one after the other, and zeros behind them.</summary>
    public static float[] Pack(float[] values) => [.. values, .. new float[64]];

    /// <summary>31 values, then a zero, over and over; NaN elsewhere.</summary>
    public static float[] Narrow(float[] values)
    {
        float[] memory = [.. Enumerable.Repeat(float.NaN, ((values.Length / 31) + 2) * 32)];
        for (int i = 0; i < values.Length; i++)
        {
            memory[i + (i / 31)] = values[i];
        }

        for (int slot = 31; slot < memory.Length; slot += 32)
        {
            memory[slot] = 0f;
        }

        return memory;
    }

    /// <summary>The inputs of a batch side by side.</summary>
    /// <param name="inputs">By input, by place.</param>
    /// <param name="reach">Slots beyond that a kernel may load, if not use.</param>
    public static float[] SpreadBatch(IReadOnlyList<float[]> inputs, int reach)
    {
        int stride = inputs.Count;
        int count = Slots.SlotCount(inputs[0].Length);
        float[] memory = new float[(count + reach) * stride];
        Array.Fill(memory, float.NaN);
        for (int slot = Slots.Period - 1; slot < count; slot += Slots.Period)
        {
            memory.AsSpan(slot * stride, stride).Clear();
        }

        for (int n = 0; n < stride; n++)
        {
            for (int place = 0; place < inputs[n].Length; place++)
            {
                memory[(Slots.SlotOf(place) * stride) + n] = inputs[n][place];
            }
        }

        return memory;
    }
}
