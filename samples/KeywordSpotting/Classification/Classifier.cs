using KeywordSpotting.Audio;

namespace KeywordSpotting.Classification;

/// <summary>From a recording to a word: features, network, softmax. Not thread-safe: it keeps its scratch.</summary>
/// <param name="scorer">The network.</param>
public sealed class Classifier(KeywordScorer scorer)
{
    private readonly LogMelFeatures extractor = new();
    private readonly float[] features = new float[LogMelFeatures.Count];

    /// <summary>Classifies a recording.</summary>
    /// <param name="samples">Mono at 16 kHz, of any length; one word, if there are several the loudest second counts.</param>
    /// <returns>The most probable word.</returns>
    public Prediction Listen(ReadOnlySpan<float> samples)
    {
        Span<float> probabilities = stackalloc float[KeywordLabels.Count];
        Listen(samples, probabilities);
        return Prediction.Of(probabilities);
    }

    /// <summary>The probability of every word.</summary>
    /// <param name="samples">Mono at 16 kHz, of any length; one word, if there are several the loudest second counts.</param>
    /// <param name="probabilities">Receives the softmax of the scores, 12 values that sum to 1.</param>
    public void Listen(ReadOnlySpan<float> samples, Span<float> probabilities)
    {
        extractor.Extract(samples, features);
        scorer(features, probabilities);

        // The largest score is subtracted, so that no exponential overflows.
        float largest = float.NegativeInfinity;
        foreach (float score in probabilities)
        {
            largest = MathF.Max(largest, score);
        }

        float sum = 0f;
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = MathF.Exp(probabilities[i] - largest);
            sum += probabilities[i];
        }

        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] /= sum;
        }
    }
}
