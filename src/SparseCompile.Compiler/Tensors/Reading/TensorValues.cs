using SparseCompile.Compiler.Tensors.Formats.Npz;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>The values of one tensor of a binary format, from the first to the last, as often as they are asked for.</summary>
/// <param name="file">The file.</param>
/// <param name="entry">The tensor.</param>
internal sealed class TensorValues(WeightFileBytes file, TensorEntry entry)
{
    /// <summary>What they are.</summary>
    public TensorEntry Entry { get; } = entry;

    /// <summary>Reads the values by a function that takes all of them; an archive member is then checked to its end.</summary>
    public T Read<T>(Func<Stream, T> read)
    {
        if (Entry.Member is not { } member)
        {
            return read(new SectionStream(file, Entry.Start, file.Length - Entry.Start));
        }

        using var stream = new MemberStream(file, member);
        byte[] header = new byte[Entry.Start];
        if (StreamBytes.Fill(stream, header, header.Length) < header.Length)
        {
            throw Failure.Malformed(Entry.Info.Name, "data that ends inside the npy header", "the whole header");
        }

        T result = read(stream);
        stream.CheckEnd();
        return result;
    }
}
