namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>The 64-bit FNV-1a digest of a block: quick, and enough to notice that a file was rewritten.</summary>
internal static class BlockDigest
{
    /// <summary>Digests the first <paramref name="count"/> bytes.</summary>
    public static ulong Of(byte[] bytes, int count)
    {
        ulong hash = 14695981039346656037UL;
        for (int i = 0; i < count; i++)
        {
            hash = unchecked((hash ^ bytes[i]) * 1099511628211UL);
        }

        return hash;
    }
}
