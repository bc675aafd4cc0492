using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>What one kernel streams through, aligned for its loads.</summary>
/// <remarks>Fields, not properties: each accessor is a method more to compile at first call.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class StepTable
{
    /// <summary>Bias by position.</summary>
    public readonly float* Bias;

    /// <summary>Steps of each block, or of each of its passes.</summary>
    public readonly int* Counts;

    /// <summary>The position each step count belongs to, where positions are not visited in order.</summary>
    public readonly int* Rows;

    /// <summary>Window bases of each step, or input slots of each step and lane.</summary>
    public readonly int* Slots;

    /// <summary>Slots within the window, of each step and lane; those of blocks of four groups as <see cref="PackedIndices"/> puts them.</summary>
    public readonly byte* Indices;

    /// <summary>Weights of each step and lane.</summary>
    public readonly float* Weights;

    /// <summary>What sums are multiplied by where inputs are added and subtracted first, in the order of <see cref="SumRows"/>.</summary>
    public readonly float* Scales;

    /// <summary>Entries of <see cref="Counts"/>.</summary>
    public readonly int CountsLength;

    // Keep alive what the pointers point at.
    private readonly AlignedMemory _memory;
    private readonly StepArrays? _steps;

    /// <summary>Copies tables.</summary>
    internal StepTable(float[] bias, float[] scales, int[] counts, int[] slots, float[] weights, int[] rows)
    {
        long words = AlignedMemory.Rounded(bias.LongLength * sizeof(float)) + AlignedMemory.Rounded(scales.LongLength * sizeof(float));
        long tables = AlignedMemory.Rounded(counts.LongLength * sizeof(int)) + AlignedMemory.Rounded(slots.LongLength * sizeof(int));
        long largest = AlignedMemory.Rounded(rows.LongLength * sizeof(int)) + AlignedMemory.Rounded(weights.LongLength * sizeof(float));
        _memory = new AlignedMemory(checked((int)(words + tables + largest)));
        CountsLength = counts.Length;
        Bias = _memory.Copy(bias);
        Scales = _memory.Copy(scales);
        Counts = _memory.Copy(counts);
        Slots = _memory.Copy(slots);
        Rows = _memory.Copy(rows);
        Weights = _memory.Copy(weights);
    }

    /// <summary>Takes the steps as they were laid out, and copies the rest.</summary>
    internal StepTable(float[] bias, float[] scales, int[] counts, StepArrays steps)
        : this(bias, scales, counts, steps.Bases, [], [])
    {
        _steps = steps;
        Indices = (byte*)Unsafe.AsPointer(ref steps.Indices[steps.FirstIndex]);
        Weights = steps.Weights.Length == 0 ? null : (float*)Unsafe.AsPointer(ref steps.Weights[steps.FirstWeight]);
    }
}
