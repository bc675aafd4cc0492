using System.Numerics;

namespace KeywordSpotting.Audio;

/// <summary>The discrete Fourier transform of real samples, through a complex one of half the size. Not thread-safe: it keeps its scratch.</summary>
public sealed class RealFft
{
    private readonly int half;
    private readonly float[] cosines;
    private readonly float[] sines;
    private readonly float[] real;
    private readonly float[] imaginary;

    /// <summary>Prepares the tables.</summary>
    /// <param name="size">The number of real samples: a power of two, at least 4.</param>
    /// <exception cref="ArgumentException">The size is not a power of two or is under 4.</exception>
    public RealFft(int size)
    {
        if (size < 4 || !BitOperations.IsPow2(size))
        {
            throw new ArgumentException(FormattableString.Invariant($"An FFT of {size} samples: expected a power of two, at least 4."), nameof(size));
        }

        Size = size;
        half = size / 2;
        real = new float[half];
        imaginary = new float[half];
        cosines = new float[half];
        sines = new float[half];
        for (int i = 0; i < half; i++)
        {
            (double sine, double cosine) = Math.SinCos(-2.0 * Math.PI * i / size);
            cosines[i] = (float)cosine;
            sines[i] = (float)sine;
        }
    }

    /// <summary>The number of real samples.</summary>
    public int Size { get; }

    /// <summary>Transforms: X[k] = sum of x[n] * exp(-2 pi i k n / Size).</summary>
    /// <param name="samples">x: <see cref="Size"/> samples.</param>
    /// <param name="realPart">The real part of X[0 .. Size / 2]: Size / 2 + 1 values.</param>
    /// <param name="imaginaryPart">The imaginary part, as many.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Transform(ReadOnlySpan<float> samples, Span<float> realPart, Span<float> imaginaryPart)
    {
        if (samples.Length != Size || realPart.Length != half + 1 || imaginaryPart.Length != half + 1)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Found spans of {samples.Length}, {realPart.Length} and {imaginaryPart.Length}; expected {Size}, {half + 1} and {half + 1}."));
        }

        // Even samples as real parts, odd ones as imaginary parts, written in bit-reversed order.
        int shift = 32 - BitOperations.Log2((uint)half);
        for (int i = 0; i < half; i++)
        {
            int target = (int)(Reverse((uint)i) >> shift);
            real[target] = samples[2 * i];
            imaginary[target] = samples[2 * i + 1];
        }

        Butterflies();

        // The two interleaved spectra are told apart by symmetry and joined by one more butterfly.
        realPart[0] = real[0] + imaginary[0];
        realPart[half] = real[0] - imaginary[0];
        imaginaryPart[0] = 0f;
        imaginaryPart[half] = 0f;
        for (int k = 1; k < half; k++)
        {
            float evenReal = 0.5f * (real[k] + real[half - k]);
            float evenImaginary = 0.5f * (imaginary[k] - imaginary[half - k]);
            float oddReal = 0.5f * (imaginary[k] + imaginary[half - k]);
            float oddImaginary = 0.5f * (real[half - k] - real[k]);
            realPart[k] = evenReal + cosines[k] * oddReal - sines[k] * oddImaginary;
            imaginaryPart[k] = evenImaginary + cosines[k] * oddImaginary + sines[k] * oddReal;
        }
    }

    private void Butterflies()
    {
        for (int span = 1; span < half; span *= 2)
        {
            int stride = half / span;
            for (int start = 0; start < half; start += 2 * span)
            {
                for (int i = 0; i < span; i++)
                {
                    int low = start + i;
                    int high = low + span;
                    float cosine = cosines[i * stride];
                    float sine = sines[i * stride];
                    float r = real[high] * cosine - imaginary[high] * sine;
                    float m = real[high] * sine + imaginary[high] * cosine;
                    (real[low], real[high]) = (real[low] + r, real[low] - r);
                    (imaginary[low], imaginary[high]) = (imaginary[low] + m, imaginary[low] - m);
                }
            }
        }
    }

    private static uint Reverse(uint value)
    {
        uint reversed = 0;
        for (int i = 0; i < 32; i++)
        {
            reversed = (reversed << 1) | ((value >> i) & 1);
        }

        return reversed;
    }
}
