namespace KeywordSpotting.Audio;

/// <summary>Finds where in a recording the word is spoken, so that the features always see it in the middle.</summary>
public static class SpeechAlignment
{
    private const int Block = 160;
    private const int ClipBlocks = LogMelFeatures.ClipSamples / Block;

    /// <summary>The middle of the speech: the centroid of the energy above the noise floor, within the loudest second.</summary>
    /// <param name="samples">A recording at 16 kHz, of any length.</param>
    /// <returns>An index into the samples; half their number when nothing stands out.</returns>
    /// <remarks>
    /// Energies are sums of squares in double precision. From 16-bit samples they are exact whole numbers of 2^-30, and so is every sum below:
    /// the training scripts find the same sample, not one beside it.
    /// </remarks>
    public static int CentreOfSpeech(ReadOnlySpan<float> samples)
    {
        int count = Math.Max(1, (samples.Length + Block - 1) / Block);
        double[] excess = new double[count];
        for (int i = 0; i < samples.Length; i++)
        {
            excess[i / Block] += (double)samples[i] * samples[i];
        }

        // The quietest tenth of the recording tells what the noise alone is like.
        double[] sorted = [.. excess];
        Array.Sort(sorted);
        double floor = sorted[count / 10];
        for (int i = 0; i < count; i++)
        {
            excess[i] = Math.Max(0.0, excess[i] - 2.0 * floor);
        }

        int first = LoudestSecond(excess);
        double total = 0.0;
        double moment = 0.0;
        for (int i = first; i < Math.Min(count, first + ClipBlocks); i++)
        {
            total += excess[i];
            moment += excess[i] * i;
        }

        return total > 0.0 ? (int)Math.Floor((moment / total + 0.5) * Block) : samples.Length / 2;
    }

    /// <summary>Cuts the second around the speech out of a recording.</summary>
    /// <param name="samples">A recording at 16 kHz, of any length.</param>
    /// <param name="clip">Receives 16,000 samples; zeros where the recording does not reach.</param>
    /// <exception cref="ArgumentException"><paramref name="clip"/> has another length.</exception>
    public static void Align(ReadOnlySpan<float> samples, Span<float> clip)
    {
        if (clip.Length != LogMelFeatures.ClipSamples)
        {
            throw new ArgumentException(FormattableString.Invariant($"A clip of {clip.Length}: expected {LogMelFeatures.ClipSamples}."), nameof(clip));
        }

        int start = CentreOfSpeech(samples) - clip.Length / 2;
        int low = Math.Max(0, start);
        int high = Math.Min(samples.Length, start + clip.Length);
        clip.Clear();
        if (high > low)
        {
            samples[low..high].CopyTo(clip[(low - start)..]);
        }
    }

    // The first of the windows of 100 blocks with the largest sum.
    private static int LoudestSecond(double[] excess)
    {
        double sum = 0.0;
        double best = double.NegativeInfinity;
        int first = 0;
        for (int i = 0; i < excess.Length; i++)
        {
            sum += excess[i] - (i >= ClipBlocks ? excess[i - ClipBlocks] : 0.0);
            if (i >= ClipBlocks - 1 && sum > best)
            {
                best = sum;
                first = i - (ClipBlocks - 1);
            }
        }

        return first;
    }
}
