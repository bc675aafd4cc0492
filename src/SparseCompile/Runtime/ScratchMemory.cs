using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>Memory for activations between layers, when it is too large for the stack.</summary>
/// <remarks>Blocks of each thread, kept for the next call: steady-state inference allocates nothing.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ScratchMemory
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? t_memory;

    [ThreadStatic]
    private static byte[]? t_column;

    /// <summary>At least <paramref name="floats"/> floats, aligned to 64 bytes, uninitialised, this thread's until its next call.</summary>
    public static float* Rent(int floats) => Rent(ref t_memory, floats);

    /// <summary>The same for an input and an output that are copied for a form that rents memory itself.</summary>
    public static float* RentColumn(int floats) => Rent(ref t_column, floats);

    private static float* Rent(ref byte[]? kept, int floats)
    {
        int bytes = checked((floats * sizeof(float)) + Alignment);
        byte[]? memory = kept;
        if (memory is null || memory.Length < bytes)
        {
            memory = kept = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        }

        return Align((float*)Unsafe.AsPointer(ref memory[0]));
    }

    /// <summary>The next address that is a multiple of 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float* Align(float* pointer) => (float*)(((nuint)pointer + Alignment - 1) & ~(nuint)(Alignment - 1));
}
