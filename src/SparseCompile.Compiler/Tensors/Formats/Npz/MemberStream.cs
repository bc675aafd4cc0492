using System.IO.Compression;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npz;

/// <summary>A member's inflated bytes, never more than its size, with their CRC.</summary>
internal sealed class MemberStream : ForwardStream
{
    private readonly ZipMember _member;
    private readonly Stream _inner;
    private long _done;
    private uint _crc;

    /// <summary>Starts at the member's first byte.</summary>
    public MemberStream(WeightFileBytes file, ZipMember member)
    {
        _member = member;
        var section = new SectionStream(file, member.DataStart, member.CompressedSize);
        _inner = member.Method == 8 ? new DeflateStream(section, CompressionMode.Decompress) : section;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = _inner.Read(buffer, offset, (int)Math.Min(count, _member.Size - _done));
        _crc = Crc32.Append(_crc, buffer, offset, read);
        _done += read;
        return read;
    }

    /// <summary>Checks, after the last byte was read, that nothing is left and that the CRC is right.</summary>
    public void CheckEnd()
    {
        string size = Printable.Number(_member.Size) + " bytes, as the central directory says";
        if (_done < _member.Size)
        {
            throw Failure.Malformed(_member.Name, "a member of " + Printable.Number(_done) + " bytes when inflated", size);
        }

        if (_inner.ReadByte() >= 0)
        {
            throw Failure.Malformed(_member.Name, "a member of more than " + Printable.Number(_done) + " bytes when inflated", size);
        }

        if (_crc != _member.Crc)
        {
            throw Failure.Malformed(_member.Name, "bytes whose CRC-32 is " + Hexadecimal(_crc), Hexadecimal(_member.Crc) + ", as the central directory says");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string Hexadecimal(uint value) => value.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
}
