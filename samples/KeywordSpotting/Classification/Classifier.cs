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
        extractor.Extract(samples, features);
        return Classify(features.AsSpan());
    }

    /// <summary>Classifies features.</summary>
    /// <param name="input">1024 values.</param>
    /// <returns>The most probable word.</returns>
    public Prediction Classify(ReadOnlySpan<float> input)
    {
        Span<float> scores = stackalloc float[KeywordLabels.Count];
        scorer(input, scores);
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        // Softmax of the best word: its own term is exp(0) = 1, and no other can overflow.
        float sum = 0f;
        foreach (float score in scores)
        {
            sum += MathF.Exp(score - scores[best]);
        }

        return new Prediction(KeywordLabels.Words[best], 1f / sum);
    }
}
