namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Part of a file as a stream.</summary>
/// <param name="file">The file; stays open.</param>
/// <param name="start">First byte.</param>
/// <param name="length">Bytes in the section; the caller has checked that they are inside the file.</param>
internal sealed class SectionStream(WeightFileBytes file, long start, long length) : ForwardStream
{
    private long _done;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = file.Read(start + _done, buffer, offset, (int)Math.Min(count, length - _done));
        _done += read;
        return read;
    }
}
