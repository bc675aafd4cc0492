using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors;

/// <summary>A weight file's table of contents, and the way to its tensors.</summary>
/// <remarks>
/// Neither <see cref="Open"/> nor <see cref="Read"/> throws for any content: what is wrong is said in <see cref="Error"/> or in
/// the result. The file is open only while one of the two runs. Two weight files are equal when path, name, content, format and
/// error are: the rest follows from those.
/// </remarks>
public sealed class WeightFile : IEquatable<WeightFile>
{
    private readonly FileFingerprint? _fingerprint;
    private readonly WeightTable _table;
    private readonly Dictionary<string, TensorEntry> _entries = new(StringComparer.Ordinal);

    private WeightFile(string path, string logicalName, WeightFileFormat format, FileFingerprint? fingerprint, WeightTable table, WeightFileError? error)
    {
        Path = path;
        LogicalName = logicalName;
        Format = format;
        Error = error;
        _fingerprint = fingerprint;
        _table = table;
        foreach (TensorEntry entry in table.Entries)
        {
            _entries[entry.Info.Name] = entry;
        }

        Tensors = table.Entries.Select(entry => entry.Info).ToEquatableArray();
    }

    /// <summary>Where the file is on this machine.</summary>
    public string Path { get; }

    /// <summary>What to call the file in messages and generated code; the same on every machine.</summary>
    public string LogicalName { get; }

    /// <summary>The format, chosen by the extension of <see cref="Path"/>.</summary>
    public WeightFileFormat Format { get; }

    /// <summary>SHA-256 of the whole file in lower-case hexadecimal; empty when the file could not be read.</summary>
    public string ContentHash => _fingerprint?.Sha256 ?? string.Empty;

    /// <summary>The tensors in the file's own order; none when there is an <see cref="Error"/>.</summary>
    public EquatableArray<TensorInfo> Tensors { get; }

    /// <summary>The entries of a safetensors <c>__metadata__</c> in the file's order; empty for the other formats.</summary>
    public EquatableArray<MetadataEntry> Metadata => _table.Metadata;

    /// <summary>What is wrong with the file as a whole; null when its tensors can be asked for.</summary>
    public WeightFileError? Error { get; }

    /// <summary>Hashes a file, reads its table of contents and checks all that can be checked without decoding binary values.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="logicalName">What to call it: a path relative to the project, say. Single-tensor formats take the tensor's name from it.</param>
    /// <returns>Always a weight file; look at <see cref="Error"/>.</returns>
    public static WeightFile Open(string path, string logicalName)
    {
        WeightFileFormat format = WeightFormats.Of(path);
        FileFingerprint? fingerprint = null;
        try
        {
            using WeightFileBytes file = WeightFileBytes.Open(path);
            fingerprint = file.Fingerprint;
            WeightTable table = WeightFormats.ReadTable(format, file, FileNames.WithoutFolderAndExtension(logicalName), FileNames.Extension(path));
            return new WeightFile(path, logicalName, format, fingerprint, table, null);
        }
        catch (Exception exception) when (Failure.IsExpected(exception))
        {
            return new WeightFile(path, logicalName, format, fingerprint, WeightTable.Empty, Failure.Describe(exception, string.Empty));
        }
    }

    /// <summary>Reads one tensor's non-zeros.</summary>
    /// <param name="tensorName">A name of <see cref="Tensors"/>.</param>
    /// <param name="patternValues">What the entries of an smtx pattern become; no effect on other formats.</param>
    /// <returns>The tensor, or the error; a file that is no longer the one opened is an error too.</returns>
    public TensorReadResult Read(string tensorName, PatternValues patternValues = PatternValues.Refuse)
    {
        if (Error is not null || _fingerprint is null)
        {
            return new TensorReadResult(null, Error);
        }

        if (!_entries.TryGetValue(tensorName, out TensorEntry? entry))
        {
            string known = string.Join(", ", Tensors.Take(8).Select(info => Printable.Quote(info.Name))) + (Tensors.Count > 8 ? ", ..." : string.Empty);
            return new TensorReadResult(null, new WeightFileError(
                WeightFileErrorKind.MissingTensor, tensorName, "no tensor of this name", Tensors.Count == 0 ? "a tensor; the file has none" : "one of " + known));
        }

        try
        {
            using WeightFileBytes file = WeightFileBytes.Reopen(Path, _fingerprint);
            return new TensorReadResult(WeightFormats.ReadTensor(Format, file, entry, patternValues), null);
        }
        catch (Exception exception) when (Failure.IsExpected(exception))
        {
            return new TensorReadResult(null, Failure.Describe(exception, tensorName));
        }
    }

    /// <inheritdoc/>
    public bool Equals(WeightFile? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Path == other.Path
            && LogicalName == other.LogicalName
            && ContentHash == other.ContentHash
            && Format == other.Format
            && Error == other.Error);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WeightFile);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((ContentHash.GetHashCode() * 31) + LogicalName.GetHashCode());
}
