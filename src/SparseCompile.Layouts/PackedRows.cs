using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>A layer's rows by place and input: for kernels that read a copy of their inputs without the zeros of <see cref="SlotLayout"/>.</summary>
/// <remarks>Inputs then follow one another as in the weights: a pattern of N in 32 columns, or blocks of columns, stay what they are.</remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
static class PackedRows
{
    /// <summary>Zeros that follow the values: as far as a window reaches past the last one, and what idle blocks read.</summary>
    public const int Zeros = 64;

    /// <summary>Floats of a packed copy of <paramref name="count"/> values.</summary>
    public static int Length(int count) => count + Zeros;

    /// <summary>Values of a packed copy that are looked at where those that are not zero are listed: whole cache lines, zeros behind the last.</summary>
    public static int Listed(int count) => (count + Zeros - 1) / Zeros * Zeros;

    /// <summary>The rows by place instead of by position, reading inputs by index instead of by slot.</summary>
    /// <param name="rows">The rows by position.</param>
    /// <param name="places">Rows there are: as many as positions where nothing reads this layer by slot, else fewer.</param>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static SparseRows Of(SparseRows rows, int places)
    {
        int[] starts = new int[places + 1];
        for (int place = 0; place < places; place++)
        {
            starts[place + 1] = rows.Starts[(rows.Positions == places ? place : SlotLayout.SlotOf(place)) + 1];
        }

        int[] inputs = new int[rows.Slots.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = SlotLayout.IndexOf(rows.Slots[i]);
        }

        return new SparseRows(starts, inputs, rows.Weights);
    }

    /// <summary>Values by place instead of by position.</summary>
    /// <param name="values">By position; empty for all zeros.</param>
    /// <param name="positions">Positions there are.</param>
    /// <param name="places">Rows there are.</param>
    public static float[] Values(float[] values, int positions, int places)
    {
        if (positions == places || values.Length == 0)
        {
            return values;
        }

        float[] packed = new float[places];
        for (int place = 0; place < places; place++)
        {
            packed[place] = values[SlotLayout.SlotOf(place)];
        }

        return packed;
    }
}
