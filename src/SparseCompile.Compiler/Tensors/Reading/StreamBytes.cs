namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Reads from streams that may return less than was asked for.</summary>
internal static class StreamBytes
{
    /// <summary>Reads up to <paramref name="count"/> bytes into the front of <paramref name="buffer"/>; fewer only at the end.</summary>
    public static int Fill(Stream stream, byte[] buffer, int count)
    {
        int done = 0;
        int read;
        while (done < count && (read = stream.Read(buffer, done, count - done)) > 0)
        {
            done += read;
        }

        return done;
    }
}
