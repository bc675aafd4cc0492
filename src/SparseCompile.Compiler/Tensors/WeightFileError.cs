namespace SparseCompile.Compiler.Tensors;

/// <summary>What kind of thing is wrong with a weight file; each kind is one diagnostic.</summary>
public enum WeightFileErrorKind
{
    /// <summary>The file is not there, cannot be opened, or is no longer the file that was opened before.</summary>
    Unreadable,

    /// <summary>No reader takes this extension.</summary>
    UnknownFormat,

    /// <summary>The bytes are those of another kind of file, which is known: a pointer, a page, a checkpoint, an archive.</summary>
    NotAWeightFile,

    /// <summary>The bytes break a rule of the format: truncated, overlapping, not parseable, out of range.</summary>
    Malformed,

    /// <summary>A valid file, but with an element type, matrix field or archive feature this compiler does not take (complex, strings, encryption, ...).</summary>
    UnsupportedDataType,

    /// <summary>A finite value beyond the range of float32. Everything within it is rounded to the nearest float32, integer or not.</summary>
    OutOfRange,

    /// <summary>A pattern file has positions but no values, and none were asked for.</summary>
    PatternWithoutValues,

    /// <summary>The shape is valid but more than this compiler takes (over 2^31 - 1 in one dimension or of stored elements).</summary>
    TooLarge,

    /// <summary>The file has no tensor of the name asked for.</summary>
    MissingTensor,
}

/// <summary>One clear statement of what is wrong with a weight file.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="Tensor">The tensor (or zip member) concerned; empty when it is the file as a whole.</param>
/// <param name="Found">What was found, with its place (byte offset, line), in words that follow "found".</param>
/// <param name="Expected">What was expected, in words that follow "expected".</param>
public sealed record WeightFileError(WeightFileErrorKind Kind, string Tensor, string Found, string Expected);
