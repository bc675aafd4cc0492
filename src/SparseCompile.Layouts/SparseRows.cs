namespace SparseCompile.Runtime;

/// <summary>A layer's non-zeros, position by position: the one table every vector width is laid out from.</summary>
/// <remarks>
/// A position is a row's place in the plan's order; a place may be empty. Within a position, slots ascend: that is the order of the output's
/// chain of multiply-adds, the same in every form. Fields, not properties: each accessor is a method more to compile at first call.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class SparseRows
{
    /// <summary>Makes the table; the arrays are kept, not copied.</summary>
    /// <param name="starts">Where each position starts, one more entry than positions.</param>
    /// <param name="slots">Slot of the input each non-zero reads.</param>
    /// <param name="weights">The non-zeros.</param>
    public SparseRows(int[] starts, int[] slots, float[] weights)
    {
        Starts = starts;
        Slots = slots;
        Weights = weights;
    }

    /// <summary>Where each position starts, one more entry than positions.</summary>
    public readonly int[] Starts;

    /// <summary>Slot of the input each non-zero reads.</summary>
    public readonly int[] Slots;

    /// <summary>The non-zeros.</summary>
    public readonly float[] Weights;

    /// <summary>Number of positions, empty ones included.</summary>
    public int Positions => Starts.Length - 1;

    /// <summary>Non-zeros of each position.</summary>
    public int[] Lengths()
    {
        int[] lengths = new int[Positions];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = Starts[i + 1] - Starts[i];
        }

        return lengths;
    }
}
