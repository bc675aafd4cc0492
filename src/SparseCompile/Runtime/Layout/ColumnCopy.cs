using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>Copies inputs that lie side by side already, a row of memory for each feature: the columns of a matrix, the pixels of an image whose channels come first.</summary>
/// <remarks>Lanes read them from a copy of their own: rows that lie a power of two apart would share few sets of the level-1 cache.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ColumnCopy
{
    /// <summary>lanes[slot(i) * width + n] = inputs[i * stride + n]; missing columns become zeros.</summary>
    /// <param name="inputs">The first of the columns.</param>
    /// <param name="stride">Columns there are in all.</param>
    /// <param name="length">Features.</param>
    /// <param name="present">How many columns to take, at most <paramref name="width"/>.</param>
    /// <param name="lanes">Where they go.</param>
    /// <param name="width">Columns side by side: a multiple of 8, at most 128.</param>
    /// <param name="slotOf">The slot of each feature; empty where that is <see cref="SlotLayout.SlotOf"/>.</param>
    public static void Gather(float* inputs, int stride, int length, int present, float* lanes, int width, ReadOnlySpan<ushort> slotOf)
    {
        for (int i = 0; i < length; i++)
        {
            float* lane = lanes + ((nint)(slotOf.IsEmpty ? SlotLayout.SlotOf(i) : slotOf[i]) * width);
            Copy(inputs + ((nint)i * stride), lane, present);
            for (int n = present; n < width; n++)
            {
                lane[n] = 0f;
            }
        }
    }

    /// <summary>outputs[i * stride + n] = lanes[positions[i] * width + n] for the columns that are present.</summary>
    /// <param name="lanes">The results by position, columns side by side.</param>
    /// <param name="width">Columns side by side: a multiple of 8, at most 128.</param>
    /// <param name="present">How many of them to take.</param>
    /// <param name="outputs">The first of the columns.</param>
    /// <param name="stride">Columns there are in all.</param>
    /// <param name="positions">For each output its position; empty when in order.</param>
    /// <param name="length">Values of one output.</param>
    public static void Scatter(float* lanes, int width, int present, float* outputs, int stride, ReadOnlySpan<int> positions, int length)
    {
        for (int i = 0; i < length; i++)
        {
            Copy(lanes + ((nint)(positions.IsEmpty ? i : positions[i]) * width), outputs + ((nint)i * stride), present);
        }
    }

    /// <summary>One column, as an input of its own.</summary>
    public static void Take(float* column, int stride, float* values, int length)
    {
        for (int i = 0; i < length; i++)
        {
            values[i] = column[(nint)i * stride];
        }
    }

    /// <summary>An output of its own, as one column.</summary>
    public static void Put(float* values, float* column, int stride, int length)
    {
        for (int i = 0; i < length; i++)
        {
            column[(nint)i * stride] = values[i];
        }
    }

    /// <summary>Softmax of each column.</summary>
    /// <param name="outputs">The first of the columns.</param>
    /// <param name="stride">Columns there are in all.</param>
    /// <param name="columns">How many.</param>
    /// <param name="length">Values of one output.</param>
    /// <param name="values">Memory for one output.</param>
    public static void Softmax(float* outputs, int stride, int columns, int length, float* values)
    {
        for (int n = 0; n < columns; n++)
        {
            Take(outputs + n, stride, values, length);
            LaneSoftmax.Apply(new Span<float>(values, length));
            Put(values, outputs + n, stride, length);
        }
    }

    private static void Copy(float* from, float* to, int count) => new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
}
