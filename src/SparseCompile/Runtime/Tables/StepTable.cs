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

    /// <summary>Copies tables to aligned memory; steps stay where they were laid out.</summary>
    internal StepTable(KernelTables tables)
    {
        _steps = tables.Steps;
        int[] slots = _steps is null ? tables.Slots : _steps.Bases;
        long words = AlignedMemory.Rounded(tables.Bias.LongLength * sizeof(float)) + AlignedMemory.Rounded(tables.Scales.LongLength * sizeof(float));
        long counts = AlignedMemory.Rounded(tables.Counts.LongLength * sizeof(int)) + AlignedMemory.Rounded(slots.LongLength * sizeof(int));
        long largest = AlignedMemory.Rounded(tables.Rows.LongLength * sizeof(int)) + AlignedMemory.Rounded(tables.Weights.LongLength * sizeof(float));
        _memory = new AlignedMemory(checked((int)(words + counts + largest)));
        CountsLength = tables.Counts.Length;
        Bias = _memory.Copy(tables.Bias);
        Scales = _memory.Copy(tables.Scales);
        Counts = _memory.Copy(tables.Counts);
        Slots = _memory.Copy(slots);
        Rows = _memory.Copy(tables.Rows);
        Weights = _memory.Copy(tables.Weights);
        if (_steps is not null)
        {
            Indices = (byte*)Unsafe.AsPointer(ref _steps.Indices[_steps.FirstIndex]);
            Weights = _steps.Weights.Length == 0 ? null : (float*)Unsafe.AsPointer(ref _steps.Weights[_steps.FirstWeight]);
        }
    }
}
