namespace KeywordSpotting.Audio;

/// <summary>Triangular filters of peak 1 between edges equally spaced on the mel scale; only their non-zero parts are kept.</summary>
public sealed class MelFilterBank
{
    private readonly int[] starts;
    private readonly float[][] weights;

    /// <summary>Builds the filters.</summary>
    /// <param name="bands">How many.</param>
    /// <param name="fftSize">The size of the transform whose power spectrum (fftSize / 2 + 1 bins) is filtered.</param>
    /// <param name="sampleRate">In hertz.</param>
    /// <param name="lowHertz">The lower edge of the first filter.</param>
    /// <param name="highHertz">The upper edge of the last filter.</param>
    public MelFilterBank(int bands, int fftSize, int sampleRate, double lowHertz, double highHertz)
    {
        starts = new int[bands];
        weights = new float[bands][];
        double low = Mel(lowHertz);
        double step = (Mel(highHertz) - low) / (bands + 1);
        double hertzPerBin = (double)sampleRate / fftSize;
        for (int band = 0; band < bands; band++)
        {
            double left = Hertz(low + band * step);
            double middle = Hertz(low + (band + 1) * step);
            double right = Hertz(low + (band + 2) * step);
            int first = (int)Math.Floor(left / hertzPerBin) + 1;
            int last = Math.Min(fftSize / 2, (int)Math.Ceiling(right / hertzPerBin) - 1);
            starts[band] = first;
            weights[band] = new float[Math.Max(0, last - first + 1)];
            for (int bin = first; bin <= last; bin++)
            {
                double hertz = bin * hertzPerBin;
                weights[band][bin - first] = (float)Math.Min((hertz - left) / (middle - left), (right - hertz) / (right - middle));
            }
        }
    }

    /// <summary>The number of filters.</summary>
    public int Bands => starts.Length;

    /// <summary>The energy that passes one filter.</summary>
    /// <param name="band">0 to <see cref="Bands"/> - 1, from low to high.</param>
    /// <param name="power">The power spectrum, fftSize / 2 + 1 bins.</param>
    /// <returns>The weighted sum of the bins.</returns>
    public float Energy(int band, ReadOnlySpan<float> power)
    {
        float[] triangle = weights[band];
        ReadOnlySpan<float> bins = power.Slice(starts[band], triangle.Length);
        float sum = 0f;
        for (int i = 0; i < triangle.Length; i++)
        {
            sum += triangle[i] * bins[i];
        }

        return sum;
    }

    private static double Mel(double hertz) => 2595.0 * Math.Log10(1.0 + hertz / 700.0);

    private static double Hertz(double mel) => 700.0 * (Math.Pow(10.0, mel / 2595.0) - 1.0);
}
