using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Pinned memory for tables, each of which starts on a cache line: 64-byte loads that cross lines cost twice.</summary>
/// <remarks>
/// Bytes, whatever the items: generic code over value types is compiled once a type at first call, a third to half of a millisecond for each method on a slow machine.
/// </remarks>
internal sealed unsafe class AlignedMemory
{
    private const int Alignment = 64;
    private readonly byte[] _memory;
    private readonly byte* _start;
    private int _taken;

    /// <summary>Makes room.</summary>
    /// <param name="bytes">Bytes of all tables, each rounded up by <see cref="Rounded"/>.</param>
    public AlignedMemory(int bytes)
    {
        // A vector may be loaded from the very end of a table.
        _memory = GC.AllocateUninitializedArray<byte>(checked(bytes + (2 * Alignment)), pinned: true);
        _start = (byte*)(((nuint)Unsafe.AsPointer(ref _memory[0]) + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    /// <summary>Whole cache lines.</summary>
    public static int Rounded(long bytes) => checked((int)((bytes + Alignment - 1) / Alignment * Alignment));

    /// <summary>Room for one table; valid as long as this object lives.</summary>
    public void* Take(long bytes)
    {
        void* table = _start + _taken;
        _taken += Rounded(bytes);
        return table;
    }

    /// <summary>The copy of an array.</summary>
    public float* Copy(float[] items)
    {
        float* table = (float*)Take((long)items.Length * sizeof(float));
        new ReadOnlySpan<float>(items).CopyTo(new Span<float>(table, items.Length));
        return table;
    }

    /// <summary>The copy of an array.</summary>
    public int* Copy(int[] items)
    {
        int* table = (int*)Take((long)items.Length * sizeof(int));
        new ReadOnlySpan<int>(items).CopyTo(new Span<int>(table, items.Length));
        return table;
    }
}
