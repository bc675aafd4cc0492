using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>What one kernel streams through, aligned for its loads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class StepTable
{
    private readonly AlignedArray<float> _bias;
    private readonly AlignedArray<int> _counts;
    private readonly AlignedArray<int> _rows;
    private readonly AlignedArray<int> _slots;
    private readonly AlignedArray<byte> _indices;
    private readonly AlignedArray<float> _weights;

    internal StepTable(AlignedArray<float> bias, int[] counts, int[] slots, byte[] indices, float[] weights, int[]? rows = null)
    {
        _bias = bias;
        _counts = new AlignedArray<int>(counts);
        _rows = new AlignedArray<int>(rows ?? []);
        _slots = new AlignedArray<int>(slots);
        _indices = new AlignedArray<byte>(indices);
        _weights = new AlignedArray<float>(weights);
        StepCounts = counts;
    }

    /// <summary>Bias by position.</summary>
    public float* Bias => _bias.Pointer;

    /// <summary>Steps of each block.</summary>
    public int* Counts => _counts.Pointer;

    /// <summary>The position each step count belongs to, where positions are not visited in order.</summary>
    public int* Rows => _rows.Pointer;

    /// <summary>Window bases of each step, or input slots of each step and lane.</summary>
    public int* Slots => _slots.Pointer;

    /// <summary>Slots within the window, of each step and lane.</summary>
    public byte* Indices => _indices.Pointer;

    /// <summary>Weights of each step and lane.</summary>
    public float* Weights => _weights.Pointer;

    /// <summary>Steps of each block, for inspection.</summary>
    public IReadOnlyList<int> StepCounts { get; }
}
