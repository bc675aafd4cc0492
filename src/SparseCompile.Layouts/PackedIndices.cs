using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>The indices of four groups of 16 lanes in one register: four bytes a lane, which a rotation brings down in turn.</summary>
/// <remarks>
/// One load and three rotations instead of four loads that widen bytes, which take the units that lookups need: on Zen 4 a step of a streamed lookup takes 1.05 ns instead of 1.17, one of a signed lookup
/// 1.26 instead of 1.40, one of a narrow lookup 0.49 instead of 0.68 where its tables come from the level-1 cache.
/// Rotated by 8 g bits, a lane has the index of group g in its five lowest bits, and in its sign bit what the lookup asks of it: that of byte g - 1.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
static unsafe class PackedIndices
{
    private const int Groups = WindowTable.PackedGroups;
    private const int Bytes = Groups * WindowTable.Lanes;
    private const uint Ones = 0x01010101;
    private const uint Flags = Ones * SignedTable.Minus;

    /// <summary>Packs the indices of all steps of blocks of four groups, where they are.</summary>
    /// <remarks>In plain integers: the same in 128-bit vectors took the JIT 2.5 ms longer to compile, of 12 in the first call of the keyword spotter.</remarks>
    /// <param name="table">Steps as they were laid out: the indices of one group after those of another.</param>
    /// <param name="groupsPerBlock">Groups of each block.</param>
    /// <param name="isSigned">The sign bit says that an input is subtracted; else it is bit 5 of the index, which pair of registers has the input.</param>
    [MethodImpl(TableCode.OptimisedAtOnce)]
    public static void Pack(WindowTable table, int[] groupsPerBlock, bool isSigned)
    {
        uint kept = Ones * (isSigned ? WindowTable.Window - 1u : WindowTable.NarrowWindow - 1u);
        int shift = isSigned ? 0 : 2;
        byte* step = stackalloc byte[Bytes];
        fixed (byte* indices = table.Steps.Indices)
        {
            byte* next = indices + table.Steps.FirstIndex;
            for (int block = 0; block < groupsPerBlock.Length; block++)
            {
                int bytes = groupsPerBlock[block] * WindowTable.Lanes;
                for (int i = bytes == Bytes ? table.Counts[block] : 0; i > 0; i--)
                {
                    for (int word = 0; word < Bytes; word += sizeof(ulong))
                    {
                        *(ulong*)(step + word) = *(ulong*)(next + word);
                    }

                    for (int lane = 0; lane < WindowTable.Lanes; lane++, next += Groups)
                    {
                        uint quad = step[lane] | ((uint)step[lane + 16] << 8) | ((uint)step[lane + 32] << 16) | ((uint)step[lane + 48] << 24);
                        *(uint*)next = (quad & kept) | (((quad >> 8 | quad << 24) << shift) & Flags);
                    }
                }

                next += bytes == Bytes ? 0 : table.Counts[block] * bytes;
            }
        }
    }

    /// <summary>The index that a lane of a group has after packing: its place in the window, and <see cref="SignedTable.Minus"/>.</summary>
    /// <param name="indices">The table.</param>
    /// <param name="first">First byte of the step.</param>
    /// <param name="group">The group of 16 lanes.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="isSigned">As for <see cref="Pack"/>.</param>
    public static int IndexAt(byte[] indices, int first, int group, int lane, bool isSigned)
    {
        int quad = first + (lane * Groups);
        int flag = indices[quad + ((group + Groups - 1) % Groups)] & SignedTable.Minus;
        return isSigned
            ? (indices[quad + group] & (WindowTable.Window - 1)) | flag
            : (indices[quad + group] & (WindowTable.NarrowWindow - 1)) | (flag >> 2);
    }
}
