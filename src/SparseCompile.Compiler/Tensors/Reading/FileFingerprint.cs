namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>What a file's content was, so that a later reading can tell that it still is.</summary>
/// <param name="length">Bytes in the file.</param>
/// <param name="sha256">SHA-256 of the content, lower-case hexadecimal.</param>
/// <param name="blockDigests">One <see cref="BlockDigest"/> for each block.</param>
internal sealed class FileFingerprint(long length, string sha256, ulong[] blockDigests)
{
    /// <summary>Bytes in the file.</summary>
    public long Length { get; } = length;

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public string Sha256 { get; } = sha256;

    /// <summary>One digest for each block of <see cref="WeightFileBytes.BlockSize"/> bytes, the last block shorter.</summary>
    public ulong[] BlockDigests { get; } = blockDigests;
}
