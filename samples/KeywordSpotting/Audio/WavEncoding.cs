namespace KeywordSpotting.Audio;

/// <summary>How a WAV file writes one sample.</summary>
public enum WavEncoding
{
    /// <summary>Integers: 8 bits unsigned, or 16, 24 or 32 bits signed, little endian.</summary>
    Pcm,

    /// <summary>IEEE 754 floating point, 32 or 64 bits, little endian, full scale at 1.</summary>
    Float,
}
