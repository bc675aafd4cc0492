namespace SparseCompile.Runtime;

/// <summary>A layer's rows without the zeros of <see cref="SlotLayout"/>: for kernels that read their inputs from a packed copy and need no zero in every window.</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
static class PackedRows
{
    /// <summary>Zeros that follow the values of a packed copy: what idle lanes read, and as far as a window reaches past the last value.</summary>
    public const int Zeros = 64;

    /// <summary>Floats of a packed copy of <paramref name="count"/> values.</summary>
    public static int Length(int count) => count + Zeros;

    /// <summary>The rows by place instead of by position, reading inputs by index instead of by slot.</summary>
    /// <param name="rows">The rows by position.</param>
    /// <param name="places">Rows there are: as many as positions where nothing reads this layer by slot, else fewer.</param>
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
}
