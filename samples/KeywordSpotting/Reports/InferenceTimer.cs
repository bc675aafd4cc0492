using System.Diagnostics;
using KeywordSpotting.Classification;

namespace KeywordSpotting.Reports;

/// <summary>Times forward passes, for orientation: a proper measurement is the benchmark project's affair.</summary>
public static class InferenceTimer
{
    private const int Rounds = 100;
    private const double WarmUpMilliseconds = 300;
    private const double RoundMilliseconds = 2;

    /// <summary>The time of one forward pass.</summary>
    /// <param name="scorer">The network.</param>
    /// <param name="features">1024 inputs.</param>
    /// <returns>The least of 100 rounds of two milliseconds, in nanoseconds: other programs only ever add to it.</returns>
    public static double Nanoseconds(KeywordScorer scorer, ReadOnlySpan<float> features)
    {
        Span<float> scores = stackalloc float[KeywordLabels.Count];

        // The JIT recompiles hot methods in the background: the rounds begin when it has had time to.
        long calls = 0;
        Stopwatch warmUp = Stopwatch.StartNew();
        while (warmUp.Elapsed.TotalMilliseconds < WarmUpMilliseconds)
        {
            scorer(features, scores);
            calls++;
        }

        int perRound = (int)Math.Max(1, calls * (RoundMilliseconds / WarmUpMilliseconds));
        double least = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            for (int i = 0; i < perRound; i++)
            {
                scorer(features, scores);
            }

            least = Math.Min(least, watch.Elapsed.TotalNanoseconds / perRound);
        }

        return least;
    }
}
