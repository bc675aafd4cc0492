namespace KeywordSpotting.Audio;

/// <summary>Thrown when bytes are not a WAV recording that this sample can read; the message is one line.</summary>
public sealed class WavFormatException : Exception
{
    /// <summary>Creates the exception from what was found and what was expected.</summary>
    /// <param name="found">What the bytes hold, in words that follow "found".</param>
    /// <param name="expected">What they should hold, in words that follow "expected".</param>
    public WavFormatException(string found, string expected)
        : base($"found {found}; expected {expected}")
    {
        Found = found;
        Expected = expected;
    }

    /// <summary>What the bytes hold.</summary>
    public string Found { get; }

    /// <summary>What they should hold.</summary>
    public string Expected { get; }
}
