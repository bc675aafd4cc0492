namespace KeywordSpotting.Live;

/// <summary>Tells speech from background by energy, in blocks of 10 ms.</summary>
/// <remarks>
/// A block is loud if it stands out of the quietest of the last one and a half seconds, and of noise that went on evenly for 0.3 seconds:
/// noise that sets in all at once is speech for no longer than that.
/// </remarks>
public sealed class EnergyGate
{
    /// <summary>Samples of a block: 10 ms.</summary>
    public const int Block = 160;

    // The noise of rooms falls with frequency: differences of neighbouring samples lift speech out of it.
    private const float PreEmphasis = 0.95f;

    // Mean square of what is too quiet in any case: 60 dB below full scale.
    private const double Silence = 1e-6;

    // Over the tenth percentile of the last blocks, which lies below the mean of noise: 9 dB.
    private const int History = 150;
    private const double Contrast = 8.0;

    // Below the loudest of the last second: 30 dB.
    private const int Second = 100;
    private const double Range = 1e-3;

    // Over even noise: 2.3 dB above its mean, which single blocks of white noise do not reach.
    private const int Even = 30;
    private const double EvenSpread = 2.5;
    private const double EvenContrast = 1.7;
    private const int EvenIsKept = 50;

    private readonly double[] energies = new double[History];
    private readonly double[] sorted = new double[History];
    private double evenNoise;
    private long evenAt = -EvenIsKept - 1;
    private long blocks;
    private float previous;

    /// <summary>The mean square of the last block, pre-emphasised.</summary>
    public double Energy { get; private set; }

    /// <summary>Whether the next block is loud.</summary>
    /// <param name="samples">160 samples.</param>
    public bool IsLoud(ReadOnlySpan<float> samples)
    {
        double sum = 0.0;
        foreach (float sample in samples)
        {
            double difference = sample - (PreEmphasis * previous);
            sum += difference * difference;
            previous = sample;
        }

        Energy = sum / samples.Length;
        energies[blocks++ % History] = Energy;
        MeasureEvenNoise();
        double even = blocks - evenAt <= EvenIsKept ? EvenContrast * evenNoise : 0.0;
        return Energy > Math.Max(Math.Max(Silence, even), Math.Max(Contrast * Quietest(), Range * Loudest()));
    }

    private void MeasureEvenNoise()
    {
        if (blocks < Even)
        {
            return;
        }

        (double least, double most, double sum) = (double.PositiveInfinity, 0.0, 0.0);
        for (long i = blocks - Even; i < blocks; i++)
        {
            double energy = energies[i % History];
            (least, most, sum) = (Math.Min(least, energy), Math.Max(most, energy), sum + energy);
        }

        if (most < EvenSpread * least)
        {
            (evenNoise, evenAt) = (sum / Even, blocks);
        }
    }

    // The tenth percentile: words are shorter than the memory, and pauses are not the whole of it.
    private double Quietest() => Percentile(History, known => known / 10);

    // The third loudest: clicks are shorter.
    private double Loudest() => Percentile(Second, known => Math.Max(0, known - 3));

    private double Percentile(int last, Func<int, int> rank)
    {
        int known = (int)Math.Min(blocks, last);
        for (int i = 0; i < known; i++)
        {
            sorted[i] = energies[(blocks - known + i) % History];
        }

        Array.Sort(sorted, 0, known);
        return sorted[rank(known)];
    }
}
