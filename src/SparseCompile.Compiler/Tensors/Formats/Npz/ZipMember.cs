namespace SparseCompile.Compiler.Tensors.Formats.Npz;

/// <summary>One member of a zip archive.</summary>
/// <param name="Name">Its name, folders separated by slashes.</param>
/// <param name="Flags">General purpose flags.</param>
/// <param name="Method">0 stored, 8 deflated.</param>
/// <param name="Crc">CRC-32 of the inflated bytes.</param>
/// <param name="CompressedSize">Bytes in the archive.</param>
/// <param name="Size">Bytes when inflated.</param>
/// <param name="HeaderStart">Where its local header starts.</param>
internal sealed record ZipMember(string Name, int Flags, int Method, uint Crc, long CompressedSize, long Size, long HeaderStart)
{
    /// <summary>Where its bytes start in the archive; known once the local header has been read.</summary>
    public long DataStart { get; init; }

    /// <summary>What is wrong with it, which matters to those who ask for it only; null for nothing.</summary>
    public WeightFileError? Fault { get; init; }

    /// <summary>Whether sizes and CRC follow the data instead of being in the local header.</summary>
    public bool HasDataDescriptor => (Flags & 8) != 0;
}
