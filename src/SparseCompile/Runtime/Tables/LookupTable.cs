using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>The tables of an unrolled kernel, which reads them at fixed places.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class LookupTable
{
    private const int Lanes = 16;
    private const byte Idle = 255;
    // The arrays keep alive what the pointers point at. A kernel of 40 ns begins by loading the pointers: they are fields here, one load less each.
    private readonly AlignedArray<float> _bias;
    private readonly AlignedArray<int> _indices;
    private readonly AlignedArray<float> _weights;
    private readonly AlignedArray<uint> _masks;

    private LookupTable(float[] bias, int[] indices, float[] weights, uint[] masks)
    {
        _bias = new AlignedArray<float>(bias);
        _indices = new AlignedArray<int>(indices);
        _weights = new AlignedArray<float>(weights);
        _masks = new AlignedArray<uint>(masks);
        Bias = _bias.Pointer;
        Indices = _indices.Pointer;
        Weights = _weights.Pointer;
        Masks = _masks.Pointer;
    }

    /// <summary>Biases, 16 for each group of rows.</summary>
    public float* Bias { get; }

    /// <summary>For each step and lane, which of 32 values it reads; 16, the first of the second register, where idle.</summary>
    public int* Indices { get; }

    /// <summary>For each step and lane, the weight; -0 where idle.</summary>
    public float* Weights { get; }

    /// <summary>For each step and lane, all bits set, or none where idle.</summary>
    public uint* Masks { get; }

    /// <summary>Makes the tables from literals in generated code.</summary>
    /// <param name="steps">For each step and lane, which of 32 values it reads, or 255 where it is idle.</param>
    /// <param name="weights">The non-zeros, in the order of the lanes that are not idle.</param>
    /// <param name="bias">Biases, 16 for each group of rows.</param>
    public static LookupTable FromLiterals(ReadOnlySpan<byte> steps, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        int[] indices = new int[steps.Length];
        float[] laneWeights = new float[steps.Length];
        uint[] masks = new uint[steps.Length];
        int next = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            bool active = steps[i] != Idle;
            indices[i] = active ? steps[i] : Lanes;
            laneWeights[i] = active ? weights[next++] : -0f;
            masks[i] = active ? uint.MaxValue : 0;
        }

        return new LookupTable(bias.ToArray(), indices, laneWeights, masks);
    }
}
