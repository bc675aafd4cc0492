using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Scheduling.Records;

/// <summary>Opens the records that the tool leaves beside weight files.</summary>
internal static class RecordFile
{
    /// <summary>A record is a few kilobytes; anything much larger is something else.</summary>
    private const int MostBytes = 16 << 20;

    /// <summary>Reads a record. Does not throw for any content.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="kind">What the record is called in messages.</param>
    /// <param name="read">Makes the record of the file's hash and bytes; it may throw what readers throw.</param>
    /// <param name="fail">Makes the record of a file that cannot be used: of its hash, empty where it could not be read, and the error.</param>
    public static T Open<T>(string path, string kind, Func<string, byte[], T> read, Func<string, WeightFileError, T> fail)
    {
        string hash = "";
        try
        {
            using WeightFileBytes file = WeightFileBytes.Open(path);
            hash = file.Fingerprint.Sha256;
            return file.Length > MostBytes
                ? throw Failure.Malformed("", $"{Printable.Number(file.Length)} bytes", $"a {kind} of at most 16 MiB")
                : read(hash, file.ReadExactly(0, (int)file.Length));
        }
        catch (Exception exception) when (Failure.IsExpected(exception))
        {
            return fail(hash, Failure.Describe(exception, ""));
        }
    }
}
