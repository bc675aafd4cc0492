namespace KeywordSpotting.Classification;

/// <summary>What the network heard.</summary>
/// <param name="Word">The most probable word.</param>
/// <param name="Probability">Its softmax probability, 0 to 1.</param>
public readonly record struct Prediction(string Word, float Probability)
{
    /// <summary>The most probable word.</summary>
    /// <param name="probabilities">One for each word; of equals, the first one counts.</param>
    public static Prediction Of(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            best = probabilities[i] > probabilities[best] ? i : best;
        }

        return new Prediction(KeywordLabels.Words[best], probabilities[best]);
    }
}
