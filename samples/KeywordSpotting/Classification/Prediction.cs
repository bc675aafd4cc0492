namespace KeywordSpotting.Classification;

/// <summary>What the network heard.</summary>
/// <param name="Word">The word with the highest score.</param>
/// <param name="Probability">Its softmax probability, 0 to 1.</param>
public readonly record struct Prediction(string Word, float Probability);
