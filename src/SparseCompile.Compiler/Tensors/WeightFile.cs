using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Tensors.Encodings;
using SparseCompile.Compiler.Tensors.Foreign;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;
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
        Parts = [this];
        _fingerprint = fingerprint;
        _table = table;
        foreach (TensorEntry entry in table.Entries)
        {
            _entries[entry.Info.Name] = entry;
        }

        ContentHash = fingerprint?.Sha256 ?? string.Empty;
        Tensors = table.Entries.Select(entry => entry.Info).ToEquatableArray();
    }

    private WeightFile(IReadOnlyList<WeightFile> parts)
    {
        Path = parts[0].Path;
        LogicalName = parts[0].LogicalName;
        Format = parts[0].Format;
        Parts = parts;
        _table = WeightTable.Empty;
        ContentHash = WeightParts.Hash(parts);
        Tensors = parts.SelectMany(part => part.Tensors).ToEquatableArray();
    }

    /// <summary>Several files as one. No tensor is in two of them, and none has an error: the caller has looked.</summary>
    public static WeightFile Combine(IReadOnlyList<WeightFile> parts) => parts.Count == 1 ? parts[0] : new WeightFile(parts);

    /// <summary>The files this one consists of; itself alone where it is one file.</summary>
    public IReadOnlyList<WeightFile> Parts { get; }

    /// <summary>What to call it in messages: the names of its parts.</summary>
    public string DisplayName => WeightParts.Names(Parts);

    /// <summary>Of an index, the file of each tensor, relative to the index; null for a file with tensors of its own.</summary>
    public IReadOnlyDictionary<string, string>? Shards => _table.Shards;

    /// <summary>Names of tensors that are there but cannot be read; <see cref="Read"/> says why.</summary>
    public IEnumerable<string> Damaged => Parts.SelectMany(part => part._table.Damaged.Keys);

    /// <summary>Where the file is on this machine.</summary>
    public string Path { get; }

    /// <summary>What to call the file in messages and generated code; the same on every machine.</summary>
    public string LogicalName { get; }

    /// <summary>The format, chosen by the extension of <see cref="Path"/>.</summary>
    public WeightFileFormat Format { get; }

    /// <summary>SHA-256 of the whole file in lower-case hexadecimal; empty when the file could not be read; of several files, a hash of theirs.</summary>
    public string ContentHash { get; }

    /// <summary>Bytes of the file, or of all its parts.</summary>
    internal long Length => Parts.Sum(part => part._fingerprint?.Length ?? 0);

    /// <summary>The tensors in the file's own order; none when there is an <see cref="Error"/>.</summary>
    public EquatableArray<TensorInfo> Tensors { get; }

    /// <summary>The entries of a safetensors <c>__metadata__</c> in the file's order; empty for the other formats.</summary>
    public EquatableArray<MetadataEntry> Metadata => _table.Metadata;

    /// <summary>The model that an ONNX file is; null for other formats.</summary>
    public OnnxModel? Onnx => Parts[0]._table.Onnx;

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
            string own = FileNames.WithoutFolderAndExtension(logicalName);
            WeightFileError? error = null;
            WeightTable table = WeightTable.Empty;
            try
            {
                table = Named(WeightFormats.ReadTable(format, file, own, FileNames.Extension(path)), own);
                error = table.Others is { } members ? ForeignFiles.OfArchive(members, logicalName) : null;
            }
            catch (Exception exception) when (Failure.IsExpected(exception))
            {
                WeightFileError found = Failure.Describe(exception, string.Empty);
                error = found.Kind is WeightFileErrorKind.Malformed or WeightFileErrorKind.UnknownFormat ? ForeignFiles.Recognise(file, format, logicalName) ?? found : found;
            }

            return new WeightFile(path, logicalName, format, fingerprint, error is null ? table : WeightTable.Empty, error);
        }
        catch (Exception exception) when (Failure.IsExpected(exception))
        {
            return new WeightFile(path, logicalName, format, fingerprint, WeightTable.Empty, Failure.Describe(exception, string.Empty));
        }
    }

    /// <summary>The part that has a tensor, readable or not; null where none has.</summary>
    public WeightFile? Owner(string tensorName) => Parts.FirstOrDefault(part => part._entries.ContainsKey(tensorName) || part._table.Damaged.ContainsKey(tensorName));

    /// <summary>Reads one tensor's non-zeros.</summary>
    /// <param name="tensorName">A name of <see cref="Tensors"/>.</param>
    /// <param name="patternValues">What the entries of an smtx pattern become; no effect on other formats.</param>
    /// <returns>The tensor, or the error; a file that is no longer the one opened is an error too.</returns>
    public TensorReadResult Read(string tensorName, PatternValues patternValues = PatternValues.Refuse)
    {
        WeightFileError? error = Read(tensorName, (part, file, entry) => entry.Onnx is { } onnx
            ? Decoder(part, file).ReadNonZeros(onnx)
            : WeightFormats.ReadTensor(part.Format, file, entry, patternValues), out Tensor? tensor);
        return new TensorReadResult(tensor, error);
    }

    /// <summary>Reads every element of a tensor of integers, in C order.</summary>
    internal WeightFileError? ReadIntegers(string tensorName, out long[]? integers) =>
        Read(tensorName, (part, file, entry) => entry.Onnx is { } onnx ? Decoder(part, file).ReadIntegers(onnx) : IntegerReader.Read(new TensorValues(file, entry)), out integers);

    /// <summary>Reads a tensor that is one short word; empty where it is something else.</summary>
    internal WeightFileError? ReadWord(string tensorName, out string? word) =>
        Read(tensorName, (_, file, entry) => entry.Onnx is null ? IntegerReader.ReadWord(new TensorValues(file, entry)) : string.Empty, out word);

    /// <summary>Reads the non-zeros of a tensor of an ONNX file, a constant inside of a node too.</summary>
    internal WeightFileError? ReadNonZeros(OnnxTensor tensor, out Tensor? nonZeros) =>
        Access(Parts[0], tensor.Name, file => Decoder(Parts[0], file).ReadNonZeros(tensor), out nonZeros);

    /// <summary>Reads every value of a tensor of an ONNX file, in C order.</summary>
    internal WeightFileError? ReadValues(OnnxTensor tensor, out double[]? values) =>
        Access(Parts[0], tensor.Name, file => Decoder(Parts[0], file).ReadDense(tensor), out values);

    private WeightFileError? Read<T>(string tensorName, Func<WeightFile, WeightFileBytes, TensorEntry, T> read, out T? result)
        where T : class
    {
        result = null;
        if (Error is not null)
        {
            return Error;
        }

        if (Owner(tensorName) is not { } part)
        {
            return Missing(tensorName);
        }

        if (part._table.Damaged.TryGetValue(tensorName, out WeightFileError? damage))
        {
            return damage;
        }

        return Access(part, tensorName, file => read(part, file, part._entries[tensorName]), out result);
    }

    private static WeightFileError? Access<T>(WeightFile part, string tensorName, Func<WeightFileBytes, T> read, out T? result)
        where T : class
    {
        result = null;
        try
        {
            using WeightFileBytes file = WeightFileBytes.Reopen(part.Path, part._fingerprint!);
            result = read(file);
            return null;
        }
        catch (Exception exception) when (Failure.IsExpected(exception))
        {
            return Failure.Describe(exception, tensorName);
        }
    }

    private TensorDecoder Decoder(WeightFile part, WeightFileBytes file) => new(file, location =>
    {
        string path = ExternalFiles.PathOf(part.Path, location);
        WeightFile? other = Parts.FirstOrDefault(candidate => candidate.Path.Replace('\\', '/') == path);
        return other?._fingerprint is { } fingerprint
            ? WeightFileBytes.Reopen(other.Path, fingerprint)
            : throw Failure.Of(WeightFileErrorKind.Unreadable, string.Empty, "external data in " + Printable.Quote(location) + ", which cannot be read", "a readable file among the SparseWeights items");
    });

    /// <summary>A file that is one sparse matrix gives it its name, as files of one tensor do.</summary>
    private static WeightTable Named(WeightTable table, string name) => SparseGroups.IsWholeFile([.. table.Entries.Select(entry => entry.Info)])
        ? table with { Entries = [.. table.Entries.Select(entry => entry with { Info = entry.Info with { Name = name + "." + entry.Info.Name } })] }
        : table;

    private WeightFileError Missing(string tensorName)
    {
        string known = string.Join(", ", Tensors.Take(8).Select(info => Printable.Quote(info.Name))) + (Tensors.Count > 8 ? ", ..." : string.Empty);
        return new WeightFileError(
            WeightFileErrorKind.MissingTensor, tensorName, "no tensor of this name", Tensors.Count == 0 ? "a tensor; the file has none" : "one of " + known);
    }

    /// <inheritdoc/>
    public bool Equals(WeightFile? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Path == other.Path
            && LogicalName == other.LogicalName
            && ContentHash == other.ContentHash
            && Format == other.Format
            && Error == other.Error
            && (Parts.Count == 1 ? other.Parts.Count == 1 : Parts.SequenceEqual(other.Parts)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WeightFile);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((ContentHash.GetHashCode() * 31) + LogicalName.GetHashCode());
}
