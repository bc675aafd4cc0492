using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>A layer's non-zeros and biases, from which each kernel's tables are laid out when it first runs.</summary>
/// <remarks>Generated code keeps one for each layer, as long as the class that uses it lives. Thread-safe.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerTables
{
    private readonly float[] _bias;

    /// <summary>Keeps a layer's rows and biases.</summary>
    /// <param name="rows">Non-zeros by position.</param>
    /// <param name="bias">Bias by position; empty when all are zero.</param>
    public LayerTables(SparseRows rows, float[] bias)
    {
        Rows = rows;
        _bias = bias;
    }

    /// <summary>The non-zeros by position.</summary>
    public SparseRows Rows { get; }

    /// <summary>Makes the tables from literals in generated code.</summary>
    /// <param name="lengths">Non-zeros of each position.</param>
    /// <param name="slots">Slot of the input each non-zero reads, position by position.</param>
    /// <param name="weights">The non-zeros, position by position.</param>
    /// <param name="bias">Bias by position; empty when all are zero.</param>
    public static LayerTables FromLiterals(ReadOnlySpan<int> lengths, ReadOnlySpan<int> slots, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        int[] starts = new int[lengths.Length + 1];
        for (int i = 0; i < lengths.Length; i++)
        {
            starts[i + 1] = starts[i] + lengths[i];
        }

        return new LayerTables(new SparseRows(starts, slots.ToArray(), weights.ToArray()), bias.ToArray());
    }

    /// <summary>Lays out a kernel's tables, once.</summary>
    /// <param name="kept">Where the tables are kept. The first made stay for good: kernels of another thread may be reading them, and nothing else keeps their memory.</param>
    /// <param name="recipe">How they are laid out.</param>
    public StepTable Lay(ref StepTable? kept, TableRecipe recipe)
    {
        StepTable made = new(recipe.Lay(Rows, _bias));
        return Interlocked.CompareExchange(ref kept, made, null) ?? made;
    }
}
