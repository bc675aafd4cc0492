using KeywordSpotting.Classification;

namespace KeywordSpotting.Live;

/// <summary>The mean of the last probabilities: one window that cuts a word badly does not decide alone.</summary>
/// <param name="windows">How many are averaged.</param>
public sealed class ScoreSmoother(int windows)
{
    private readonly float[][] last = [.. Enumerable.Range(0, windows).Select(_ => new float[KeywordLabels.Count])];
    private int count;

    /// <summary>Forgets everything: another word begins.</summary>
    public void Clear() => count = 0;

    /// <summary>Adds a window.</summary>
    /// <param name="probabilities">Of each word.</param>
    public void Add(ReadOnlySpan<float> probabilities) => probabilities.CopyTo(last[count++ % windows]);

    /// <summary>The word that is most probable over the last windows; null if there were none.</summary>
    public Prediction? Best()
    {
        int known = Math.Min(count, windows);
        if (known == 0)
        {
            return null;
        }

        Span<float> means = stackalloc float[KeywordLabels.Count];
        for (int word = 0; word < means.Length; word++)
        {
            for (int i = 0; i < known; i++)
            {
                means[word] += last[i][word] / known;
            }
        }

        return Prediction.Of(means);
    }
}
