using System.Security.Cryptography;
using System.Text;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>A file's bytes at any offset, guaranteed to be those of its fingerprint. The only class that opens files.</summary>
/// <remarks>
/// Every block read is compared with its digest, so that what is decoded is what was hashed even when the file is rewritten
/// between two readings. Hashing the whole file again for each tensor would cost tensors times size.
/// </remarks>
internal sealed class WeightFileBytes : IDisposable
{
    /// <summary>Bytes read and checked at a time.</summary>
    public const int BlockSize = 1 << 16;

    private readonly FileStream _stream;
    private readonly byte[] _block = new byte[BlockSize];
    private long _loaded = -1;

    private WeightFileBytes(FileStream stream, FileFingerprint? fingerprint)
    {
        _stream = stream;
        Fingerprint = fingerprint ?? TakeFingerprint();
    }

    /// <summary>What the content is.</summary>
    public FileFingerprint Fingerprint { get; }

    /// <summary>Bytes in the file.</summary>
    public long Length => Fingerprint.Length;

    /// <summary>Opens a file for the first time and hashes it.</summary>
    public static WeightFileBytes Open(string path) => Create(path, null);

    /// <summary>Opens a file again; a different content is an error, found here or on reading.</summary>
    public static WeightFileBytes Reopen(string path, FileFingerprint fingerprint)
    {
        WeightFileBytes file = Create(path, fingerprint);
        if (file._stream.Length == fingerprint.Length)
        {
            return file;
        }

        file.Dispose();
        throw Failure.Changed();
    }

    /// <summary>Copies up to <paramref name="count"/> bytes from <paramref name="offset"/>; fewer at a block's end, 0 only at the file's end.</summary>
    public int Read(long offset, byte[] buffer, int start, int count)
    {
        if (offset >= Length || count == 0)
        {
            return 0;
        }

        long number = offset / BlockSize;
        int blockLength = (int)Math.Min(BlockSize, Length - (number * BlockSize));
        if (_loaded != number)
        {
            Load(number, blockLength);
        }

        int inBlock = (int)(offset % BlockSize);
        int copied = Math.Min(count, blockLength - inBlock);
        Buffer.BlockCopy(_block, inBlock, buffer, start, copied);
        return copied;
    }

    /// <summary>Copies exactly <paramref name="count"/> bytes, which the caller knows to be in the file.</summary>
    public byte[] ReadExactly(long offset, int count)
    {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count;)
        {
            int read = Read(offset + done, bytes, done, count - done);
            done += read > 0 ? read : throw Failure.Changed();
        }

        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static WeightFileBytes Create(string path, FileFingerprint? fingerprint)
    {
        // Others may write or delete: a build must not lock the user's files. A buffer of one byte switches FileStream's own buffer off.
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw Failure.Of(WeightFileErrorKind.Unreadable, string.Empty, "a path that this system does not take", "a readable weight file");
        }

        try
        {
            return new WeightFileBytes(stream, fingerprint);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private FileFingerprint TakeFingerprint()
    {
        using var sha256 = SHA256.Create();
        var digests = new List<ulong>();
        long length = 0;
        int count;
        while ((count = Fill()) > 0)
        {
            sha256.TransformBlock(_block, 0, count, null, 0);
            digests.Add(BlockDigest.Of(_block, count));
            length += count;
        }

        sha256.TransformFinalBlock(_block, 0, 0);
        var hex = new StringBuilder(64);
        foreach (byte value in sha256.Hash)
        {
            hex.Append("0123456789abcdef"[value >> 4]).Append("0123456789abcdef"[value & 15]);
        }

        return new FileFingerprint(length, hex.ToString(), [.. digests]);
    }

    private void Load(long number, int blockLength)
    {
        _loaded = -1;
        _stream.Position = number * BlockSize;
        if (Fill() < blockLength || BlockDigest.Of(_block, blockLength) != Fingerprint.BlockDigests[number])
        {
            throw Failure.Changed();
        }

        _loaded = number;
    }

    private int Fill()
    {
        int done = 0;
        int read;
        while (done < BlockSize && (read = _stream.Read(_block, done, BlockSize - done)) > 0)
        {
            done += read;
        }

        return done;
    }
}
