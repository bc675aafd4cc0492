using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>What one kernel streams through, aligned for its loads.</summary>
/// <remarks>Fields, not properties: each accessor is a method more to compile at first call.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class StepTable
{
    /// <summary>Bias by position.</summary>
    public readonly float* Bias;

    /// <summary>Steps of each block.</summary>
    public readonly int* Counts;

    /// <summary>The position each step count belongs to, where positions are not visited in order.</summary>
    public readonly int* Rows;

    /// <summary>Window bases of each step, or input slots of each step and lane.</summary>
    public readonly int* Slots;

    /// <summary>Slots within the window, of each step and lane.</summary>
    public readonly byte* Indices;

    /// <summary>Weights of each step and lane.</summary>
    public readonly float* Weights;

    /// <summary>What sums are multiplied by, by position, where inputs are added and subtracted first.</summary>
    public readonly float* Scales;

    /// <summary>Entries of <see cref="Counts"/>.</summary>
    public readonly int CountsLength;

    // Keeps alive what the pointers point at.
    private readonly AlignedMemory _memory;

    internal StepTable(float[] bias, float[] scales, int[] counts, int[] slots, byte[] indices, float[] weights, int[] rows)
    {
        long words = AlignedMemory.Rounded(bias.LongLength * sizeof(float)) + AlignedMemory.Rounded(counts.LongLength * sizeof(int));
        long tables = AlignedMemory.Rounded(slots.LongLength * sizeof(int)) + AlignedMemory.Rounded(rows.LongLength * sizeof(int));
        long largest = AlignedMemory.Rounded(indices.LongLength) + AlignedMemory.Rounded(weights.LongLength * sizeof(float));
        _memory = new AlignedMemory(checked((int)(words + tables + largest + AlignedMemory.Rounded(scales.LongLength * sizeof(float)))));
        CountsLength = counts.Length;
        Bias = _memory.Copy(bias);
        Scales = _memory.Copy(scales);
        Counts = _memory.Copy(counts);
        Slots = _memory.Copy(slots);
        Rows = _memory.Copy(rows);
        Indices = _memory.Copy(indices);
        Weights = _memory.Copy(weights);
    }
}
