using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>The tables of an unrolled kernel, which reads them at fixed places.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class LookupTable
{
    private const int Lanes = 16;
    private const byte Idle = 255;

    /// <summary>Biases, 16 for each group of rows.</summary>
    public readonly float* Bias;

    /// <summary>For each step and lane, which of 32 values it reads; 16, the first of the second register, where idle.</summary>
    public readonly int* Indices;

    /// <summary>For each step and lane, the weight; -0 where idle.</summary>
    public readonly float* Weights;

    /// <summary>For each step and lane, all bits set, or none where idle.</summary>
    public readonly uint* Masks;

    // Keeps alive what the pointers point at.
    private readonly AlignedMemory _memory;

    private LookupTable(int steps, ReadOnlySpan<float> bias)
    {
        long lanes = (long)steps * sizeof(int);
        _memory = new AlignedMemory(checked((3 * AlignedMemory.Rounded(lanes)) + AlignedMemory.Rounded((long)bias.Length * sizeof(float))));
        Bias = (float*)_memory.Take((long)bias.Length * sizeof(float));
        bias.CopyTo(new Span<float>(Bias, bias.Length));
        Indices = (int*)_memory.Take(lanes);
        Weights = (float*)_memory.Take(lanes);
        Masks = (uint*)_memory.Take(lanes);
    }

    /// <summary>Makes the tables from literals in generated code.</summary>
    /// <param name="steps">For each step and lane, which of 32 values it reads, or 255 where it is idle.</param>
    /// <param name="weights">The non-zeros, in the order of the lanes that are not idle.</param>
    /// <param name="bias">Biases, 16 for each group of rows.</param>
    public static LookupTable FromLiterals(ReadOnlySpan<byte> steps, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        LookupTable table = new(steps.Length, bias);
        int next = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            bool active = steps[i] != Idle;
            table.Indices[i] = active ? steps[i] : Lanes;
            table.Weights[i] = active ? weights[next++] : -0f;
            table.Masks[i] = active ? uint.MaxValue : 0;
        }

        return table;
    }
}
