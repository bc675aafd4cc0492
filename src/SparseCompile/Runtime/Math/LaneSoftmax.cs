using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>Softmax over a layer's outputs: the same scalar order in every form, hence the same bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneSoftmax
{
    /// <summary>The same over activations in the slot layout, whose zeros take no part.</summary>
    /// <param name="slots">The activations.</param>
    /// <param name="count">How many values there are.</param>
    public static unsafe void ApplySlots(float* slots, int count)
    {
        float[] values = System.Buffers.ArrayPool<float>.Shared.Rent(count);
        for (int i = 0; i < count; i++)
        {
            values[i] = slots[SlotLayout.SlotOf(i)];
        }

        Apply(values.AsSpan(0, count));
        fixed (float* first = values)
        {
            SlotCopy.Spread(first, slots, count);
        }

        System.Buffers.ArrayPool<float>.Shared.Return(values);
    }

    /// <summary>Replaces scores by exp(score - maximum) / sum. A NaN, or an infinite maximum, gives NaN.</summary>
    public static void Apply(Span<float> scores)
    {
        float maximum = float.NegativeInfinity;
        foreach (float score in scores)
        {
            // Not (score <= maximum) also lets a NaN become the maximum, and with it every result.
            maximum = score <= maximum || float.IsNaN(maximum) ? maximum : score;
        }

        float sum = 0f;
        for (int i = 0; i < scores.Length; i++)
        {
            float difference = scores[i] - maximum;
            scores[i] = float.IsNaN(difference) ? difference : LaneMath.Exp(new Lanes1(difference)).Value;
            sum += scores[i];
        }

        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }
    }
}
