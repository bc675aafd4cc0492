namespace SparseCompile.Compiler.Common.Json;

/// <summary>Text that is not the JSON expected of it; never leaves this assembly.</summary>
/// <param name="found">What was found, with its place, in words that follow "found".</param>
/// <param name="expected">What was expected, in words that follow "expected".</param>
internal sealed class JsonFormatException(string found, string expected) : Exception(found)
{
    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was expected.</summary>
    public string Expected { get; } = expected;

    /// <summary>Where the text stops being JSON, in bytes from its start; null where the text is JSON, of another meaning.</summary>
    public int? Offset { get; init; }

    /// <summary>The member that is wrong, where that is known only after all have been read; else empty.</summary>
    public string Member { get; init; } = "";
}
