namespace SparseCompile.Runtime;

/// <summary>Everything a kernel streams through, as arrays: what a <see cref="TableRecipe"/> lays out.</summary>
/// <remarks>Fields, not properties: each accessor is a method more to compile at first call.</remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class KernelTables
{
    /// <summary>Biases by position, padded with zeros to whole vectors.</summary>
    public float[] Bias = [];

    /// <summary>Factors of whole sums, where inputs are summed before they are multiplied.</summary>
    public float[] Scales = [];

    /// <summary>Steps of each row panel, or of each of its passes.</summary>
    public int[] Counts = [];

    /// <summary>The row that each loop over steps belongs to; empty where rows follow one another.</summary>
    public int[] Rows = [];

    /// <summary>Window starts, or the input slot of each lane.</summary>
    public int[] Slots = [];

    /// <summary>Weights; -0 on idle lanes. Empty where <see cref="Steps"/> holds them.</summary>
    public float[] Weights = [];

    /// <summary>Window starts, indices and weights of steps whose number is known only after they are laid out; null where there are none.</summary>
    public StepArrays? Steps;

    /// <summary>No lane with a row idles in any step: none needs a mask.</summary>
    public bool IsFull;

    /// <summary>The weight at an offset of the weights table.</summary>
    public float WeightAt(int offset) => Steps is null ? Weights[offset] : Steps.Weights[Steps.FirstWeight + offset];

    /// <summary>The slot at an offset of the slots table.</summary>
    public int SlotAt(int offset) => Steps is null ? Slots[offset] : Steps.Bases[offset];

    /// <summary>Values followed by zeros.</summary>
    /// <param name="values">The values; empty for all zeros.</param>
    /// <param name="length">Least length of the result.</param>
    public static float[] Pad(float[] values, int length)
    {
        float[] padded = new float[System.Math.Max(length, values.Length)];
        System.Array.Copy(values, padded, values.Length);
        return padded;
    }
}
