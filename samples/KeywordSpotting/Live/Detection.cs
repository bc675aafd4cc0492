namespace KeywordSpotting.Live;

/// <summary>A word in a stream.</summary>
/// <param name="Time">When it began, from the start of the stream.</param>
/// <param name="Word">The word.</param>
/// <param name="Probability">The mean over the windows that it was heard in, 0 to 1.</param>
public readonly record struct Detection(TimeSpan Time, string Word, float Probability);
