using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>A pinned copy of a table that starts on a cache line: 64-byte loads that cross lines cost twice.</summary>
internal sealed unsafe class AlignedArray<T>
    where T : unmanaged
{
    private const int Alignment = 64;
    private readonly byte[] _memory;

    public AlignedArray(ReadOnlySpan<T> items)
    {
        _memory = GC.AllocateUninitializedArray<byte>(checked((items.Length * sizeof(T)) + (2 * Alignment)), pinned: true);
        nuint start = (nuint)Unsafe.AsPointer(ref _memory[0]);
        Pointer = (T*)((start + Alignment - 1) & ~(nuint)(Alignment - 1));
        items.CopyTo(new Span<T>(Pointer, items.Length));
    }

    /// <summary>The first element; valid as long as this object lives.</summary>
    public T* Pointer { get; }
}
