using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>Puts the inputs of a batch side by side on the lanes, and takes the outputs apart again.</summary>
/// <remarks>A strided copy element by element would cost as much as the sparse layer itself; 8 x 8 transposes in registers do not.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BatchCopy
{
    /// <summary>Inputs side by side at most.</summary>
    private const int MaxWidth = 128;

    /// <summary>lanes[slot(i) * width + n] = inputs[n * length + i]; missing inputs become zeros.</summary>
    /// <param name="inputs">The inputs, one after the other.</param>
    /// <param name="length">Values of one input.</param>
    /// <param name="present">How many inputs there are, at most <paramref name="width"/>.</param>
    /// <param name="lanes">Where they go.</param>
    /// <param name="width">Inputs side by side: a multiple of 8, at most 128.</param>
    /// <param name="slotOf">The slot of each value; empty where that is <see cref="SlotLayout.SlotOf"/>.</param>
    public static void Interleave(float* inputs, int length, int present, float* lanes, int width, ReadOnlySpan<ushort> slotOf)
    {
        float** samples = stackalloc float*[MaxWidth];
        float** rows = stackalloc float*[Transpose8.Size];
        Samples(inputs, length, width, samples);
        for (int i = 0; i < length; i += Transpose8.Size)
        {
            int values = Math.Min(Transpose8.Size, length - i);
            for (int k = 0; k < values; k++)
            {
                rows[k] = lanes + ((nint)(slotOf.IsEmpty ? SlotLayout.SlotOf(i + k) : slotOf[i + k]) * width);
            }

            for (int n = 0; n < width; n += Transpose8.Size)
            {
                if (values == Transpose8.Size && n + Transpose8.Size <= present)
                {
                    Transpose8.Run(samples + n, i, rows, n);
                    continue;
                }

                for (int k = 0; k < values; k++)
                {
                    for (int m = n; m < n + Transpose8.Size; m++)
                    {
                        rows[k][m] = m < present ? samples[m][i + k] : 0f;
                    }
                }
            }
        }
    }

    /// <summary>outputs[n * length + i] = lanes[positions[i] * width + n] for the inputs that are present.</summary>
    /// <param name="lanes">The results by position, inputs side by side.</param>
    /// <param name="width">Inputs side by side: a multiple of 8, at most 128.</param>
    /// <param name="present">How many of them to take.</param>
    /// <param name="outputs">The outputs, one after the other.</param>
    /// <param name="positions">For each output its position; empty when in order.</param>
    /// <param name="length">Values of one output.</param>
    public static void Deinterleave(float* lanes, int width, int present, float* outputs, ReadOnlySpan<int> positions, int length)
    {
        float** samples = stackalloc float*[MaxWidth];
        float** rows = stackalloc float*[Transpose8.Size];
        Samples(outputs, length, width, samples);
        for (int i = 0; i < length; i += Transpose8.Size)
        {
            int values = Math.Min(Transpose8.Size, length - i);
            for (int k = 0; k < values; k++)
            {
                rows[k] = lanes + ((nint)(positions.IsEmpty ? i + k : positions[i + k]) * width);
            }

            for (int n = 0; n < present; n += Transpose8.Size)
            {
                if (values == Transpose8.Size && n + Transpose8.Size <= present)
                {
                    Transpose8.Run(rows, n, samples + n, i);
                    continue;
                }

                for (int m = n; m < Math.Min(present, n + Transpose8.Size); m++)
                {
                    for (int k = 0; k < values; k++)
                    {
                        samples[m][i + k] = rows[k][m];
                    }
                }
            }
        }
    }

    /// <summary>to[slot(place + i) * width + n] = from[slot(i) * width + n]: a part of a concatenation, inputs side by side.</summary>
    /// <param name="from">The values in slots.</param>
    /// <param name="to">The concatenation, in slots.</param>
    /// <param name="count">Values to copy.</param>
    /// <param name="place">The place of the first.</param>
    /// <param name="width">Inputs side by side.</param>
    public static void MoveSlots(float* from, float* to, int count, int place, int width)
    {
        for (int i = 0; i < count; i++)
        {
            Move(from + ((nint)SlotLayout.SlotOf(i) * width), to + ((nint)SlotLayout.SlotOf(place + i) * width), width);
        }
    }

    /// <summary>to[(place + i) * width + n] = from[slot(i) * width + n]: values without the zeros between them.</summary>
    /// <inheritdoc cref="MoveSlots"/>
    public static void MovePacked(float* from, float* to, int count, int place, int width)
    {
        for (int i = 0; i < count; i++)
        {
            Move(from + ((nint)SlotLayout.SlotOf(i) * width), to + ((nint)(place + i) * width), width);
        }
    }

    private static void Move(float* from, float* to, int width) => new ReadOnlySpan<float>(from, width).CopyTo(new Span<float>(to, width));

    private static void Samples(float* first, int length, int width, float** samples)
    {
        for (int n = 0; n < width; n++)
        {
            samples[n] = first + ((nint)n * length);
        }
    }
}
