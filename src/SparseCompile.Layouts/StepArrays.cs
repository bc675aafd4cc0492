using System;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Indices and weights of steps, in arrays that grow as the steps are laid out: how many there will be shows only at the end.</summary>
/// <remarks>
/// At run time the arrays are pinned and the first entries lie at the start of a cache line, for kernels to stream through them as they are. Room that is never written costs nothing:
/// memory that nobody touched is not there yet. Counting the steps first, and copying tables to where they are aligned, took about a tenth of the first call of a 2,048 x 2,048 layer.
/// Fields, not properties: each accessor is a method more to compile at first call.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class StepArrays
{
#if !SPARSECOMPILE_COMPILER
    private const int CacheLine = 64;
#endif

    /// <summary>First slot of the window of each step.</summary>
    public int[] Bases = [];

    /// <summary>For each step and lane the slot within the window, from <see cref="FirstIndex"/> on.</summary>
    public byte[] Indices = [];

    /// <summary>For each step and lane the weight, from <see cref="FirstWeight"/> on.</summary>
    public float[] Weights = [];

    /// <summary>Where the indices start.</summary>
    public int FirstIndex;

    /// <summary>Where the weights start.</summary>
    public int FirstWeight;

    /// <summary>Steps laid out.</summary>
    public int Steps;

    /// <summary>Lanes of these steps.</summary>
    public int Length;

    private int _capacity;

    /// <summary>Makes room for the steps of so many non-zeros, most lanes being at work.</summary>
    public StepArrays(int nonZeros) => Allocate(checked(nonZeros + (nonZeros / 2) + (4 * WindowTable.Lanes)));

    /// <summary>Sees to it that there is room for another step.</summary>
    /// <param name="lanes">Its lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve(int lanes)
    {
        if (Length + lanes > _capacity)
        {
            Grow();
        }
    }

    private void Grow()
    {
        int[] bases = Bases;
        byte[] indices = Indices;
        float[] weights = Weights;
        int firstIndex = FirstIndex;
        int firstWeight = FirstWeight;
        Allocate(checked(_capacity + (_capacity / 2) + (4 * WindowTable.Lanes)));
        Array.Copy(bases, Bases, Steps);
        Array.Copy(indices, firstIndex, Indices, FirstIndex, Length);
        Array.Copy(weights, firstWeight, Weights, FirstWeight, Length);
    }

    [MethodImpl(TableCode.OptimisedAtOnce)]
#if SPARSECOMPILE_COMPILER
    private void Allocate(int lanes)
    {
        Indices = new byte[lanes];
        Weights = new float[lanes];
#else
    private unsafe void Allocate(int lanes)
    {
        Indices = GC.AllocateUninitializedArray<byte>(checked(lanes + CacheLine), pinned: true);
        Weights = GC.AllocateUninitializedArray<float>(checked(lanes + (CacheLine / sizeof(float))), pinned: true);
        FirstIndex = (int)((CacheLine - ((nuint)Unsafe.AsPointer(ref Indices[0]) % CacheLine)) % CacheLine);
        FirstWeight = (int)((CacheLine - ((nuint)Unsafe.AsPointer(ref Weights[0]) % CacheLine)) % CacheLine) / sizeof(float);
#endif
        Bases = new int[(lanes / WindowTable.Lanes) + 1];
        _capacity = lanes;
    }
}
