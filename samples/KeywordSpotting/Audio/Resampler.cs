namespace KeywordSpotting.Audio;

/// <summary>Changes the sample rate of a recording, low-passing it where the new rate is lower.</summary>
public static class Resampler
{
    private const int ZeroCrossings = 32;
    private const int StepsPerCrossing = 512;
    private const double KaiserBeta = 9.0;

    // The pass band ends a little below half the lower of the two rates, so that the filter has fallen off where it must.
    private const double PassBand = 0.94;

    private static readonly float[] kernel = BuildKernel();

    /// <summary>Resamples by a windowed sinc (Kaiser, 32 zero crossings to either side).</summary>
    /// <param name="samples">Samples at <paramref name="fromRate"/>; silence is assumed before and after them.</param>
    /// <param name="fromRate">Their rate in hertz, positive.</param>
    /// <param name="toRate">The wanted rate in hertz, positive.</param>
    /// <returns>ceil(length * toRate / fromRate) samples, the first at the time of the first; the same array when the rates are equal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not positive.</exception>
    public static float[] Resample(float[] samples, int fromRate, int toRate)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fromRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toRate);
        if (fromRate == toRate)
        {
            return samples;
        }

        float[] result = new float[(samples.LongLength * toRate + fromRate - 1) / fromRate];
        double cutoff = PassBand * Math.Min(1.0, (double)toRate / fromRate);
        for (int i = 0; i < result.Length; i++)
        {
            // The position is split in whole numbers: no rounding error grows along a long recording.
            (long whole, long part) = Math.DivRem((long)i * fromRate, toRate);
            result[i] = At(samples, whole, (double)part / toRate, cutoff);
        }

        return result;
    }

    private static float At(float[] samples, long whole, double part, double cutoff)
    {
        double reach = ZeroCrossings / cutoff;
        long first = Math.Max(0, (long)Math.Ceiling(whole + part - reach));
        long last = Math.Min(samples.LongLength - 1, (long)Math.Floor(whole + part + reach));
        double sum = 0.0;
        for (long k = first; k <= last; k++)
        {
            double place = Math.Abs(whole - k + part) * cutoff * StepsPerCrossing;
            int step = (int)place;
            double low = kernel[step];
            sum += samples[k] * (low + (kernel[step + 1] - low) * (place - step));
        }

        return (float)(sum * cutoff);
    }

    // One half of the symmetric kernel, at 512 points between zeros: linear between them it is good to about -110 dB.
    // Two more zeros at its end let the last step be interpolated like the others.
    private static float[] BuildKernel()
    {
        int length = ZeroCrossings * StepsPerCrossing;
        float[] half = new float[length + 2];
        double scale = Bessel0(KaiserBeta);
        for (int i = 0; i < length; i++)
        {
            double x = Math.PI * i / StepsPerCrossing;
            double edge = (double)i / length;
            double window = Bessel0(KaiserBeta * Math.Sqrt(1.0 - edge * edge)) / scale;
            half[i] = (float)((i == 0 ? 1.0 : Math.Sin(x) / x) * window);
        }

        return half;
    }

    // The modified Bessel function of order 0, by its power series; the terms fall fast for arguments under 10.
    private static double Bessel0(double x)
    {
        double term = 1.0;
        double sum = 1.0;
        for (int k = 1; term > 1e-17 * sum; k++)
        {
            term *= x / (2.0 * k) * (x / (2.0 * k));
            sum += term;
        }

        return sum;
    }
}
