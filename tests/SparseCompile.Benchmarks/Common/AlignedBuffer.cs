using System.Runtime.InteropServices;

namespace SparseCompile.Benchmarks.Common;

/// <summary>A fixed block of floats that starts on a cache line.</summary>
/// <remarks>Ours and every peer get their inputs and outputs from here, so that no side is luckier with its alignment.</remarks>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private const int CacheLine = 64;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    public AlignedBuffer(int length)
    {
        Length = length;

        // A whole spare line at the end: vector kernels may read, never write, past the last element.
        nuint bytes = ((nuint)length * sizeof(float)) + (2 * CacheLine);
        Pointer = (float*)NativeMemory.AlignedAlloc(bytes, CacheLine);
        NativeMemory.Clear(Pointer, bytes);
    }

    /// <summary>Frees the block when its owner forgot to.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>The first element.</summary>
    public float* Pointer { get; private set; }

    /// <summary>How many floats there are.</summary>
    public int Length { get; }

    /// <summary>The floats.</summary>
    public Span<float> Span => new(Pointer, Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
