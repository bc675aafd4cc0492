namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Little-endian integers in byte arrays.</summary>
internal static class LittleEndian
{
    /// <summary>The two bytes at <paramref name="offset"/>.</summary>
    public static int U16(byte[] bytes, int offset) => bytes[offset] | (bytes[offset + 1] << 8);

    /// <summary>The four bytes at <paramref name="offset"/>.</summary>
    public static uint U32(byte[] bytes, int offset) => (uint)U16(bytes, offset) | ((uint)U16(bytes, offset + 2) << 16);

    /// <summary>The eight bytes at <paramref name="offset"/>.</summary>
    public static ulong U64(byte[] bytes, int offset) => U32(bytes, offset) | ((ulong)U32(bytes, offset + 4) << 32);
}
