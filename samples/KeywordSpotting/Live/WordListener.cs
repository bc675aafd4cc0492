using KeywordSpotting.Audio;
using KeywordSpotting.Classification;

namespace KeywordSpotting.Live;

/// <summary>Finds the words in a stream: one detection for each stretch of speech between pauses.</summary>
/// <remarks>
/// A word begins where 3 of 5 blocks are loud, and ends with a quarter of a second of quiet. Meanwhile the second around it slides on:
/// it is classified every 50 ms, and the mean of the last five probabilities decides.
/// </remarks>
/// <param name="scorer">The network.</param>
public sealed class WordListener(KeywordScorer scorer)
{
    // Lengths in blocks of 10 ms.
    private const int Onset = 5;
    private const int OnsetLoud = 3;
    private const int Margin = 10;
    private const int Pause = 25;
    private const int Hop = 5;
    private const int Windows = 5;
    private const int Longest = 120;
    private const int LeastLoud = 6;

    private const float LeastProbability = 0.5f;

    private readonly Classifier classifier = new(scorer);
    private readonly EnergyGate gate = new();
    private readonly RecentSamples recent = new();
    private readonly ScoreSmoother smoother = new(Windows);
    private readonly Utterance utterance = new();

    private int recentLoud;     // a bit for each of the last blocks, the last one lowest
    private long position;      // blocks so far
    private long free;          // where the last word ended: nothing before it belongs to the next one
    private long start;
    private bool isSpeaking;

    /// <summary>Listens to 10 ms.</summary>
    /// <param name="block">160 samples.</param>
    /// <returns>The word that ended here, if one did.</returns>
    public Detection? Push(ReadOnlySpan<float> block)
    {
        bool isLoud = gate.IsLoud(block);
        recent.Add(block);
        position++;
        recentLoud = ((recentLoud << 1) | (isLoud ? 1 : 0)) & ((1 << Onset) - 1);
        utterance.Add(gate.Energy, isLoud);
        if (!isSpeaking)
        {
            utterance.Keep((int)Math.Min(position - free, Onset + Margin));
            if (int.PopCount(recentLoud) >= OnsetLoud)
            {
                isSpeaking = true;
                start = Math.Max(free, position - Onset);
                smoother.Clear();
            }

            return null;
        }

        if (utterance.Quiet >= Pause || utterance.Length >= Longest)
        {
            return End();
        }

        if ((position - start) % Hop == 0)
        {
            Classify();
        }

        return null;
    }

    /// <summary>The stream is over.</summary>
    /// <returns>The word that was being spoken, if one was.</returns>
    public Detection? Finish() => isSpeaking ? End() : null;

    private Detection? End()
    {
        Classify();
        isSpeaking = false;
        free = position;
        recentLoud = 0;
        return utterance.Loud >= LeastLoud && utterance.IsUneven() && smoother.Best() is { } word && word.Probability >= LeastProbability
            ? new Detection(TimeSpan.FromSeconds((double)start * EnergyGate.Block / LogMelFeatures.SampleRate), word.Word, word.Probability)
            : null;
    }

    private void Classify()
    {
        Span<float> probabilities = stackalloc float[KeywordLabels.Count];
        classifier.Listen(recent.Last(EnergyGate.Block * (long)utterance.Length), probabilities);
        smoother.Add(probabilities);
    }
}
