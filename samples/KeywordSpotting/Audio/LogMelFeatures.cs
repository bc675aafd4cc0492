namespace KeywordSpotting.Audio;

/// <summary>What the network sees: 32 frames of 32 log-mel energies. Not thread-safe: it keeps its scratch.</summary>
/// <remarks>
/// The same steps, with the same constants, as training/features.py; training/README.md numbers them;
/// a test compares the two over bundled clips.
/// </remarks>
public sealed class LogMelFeatures
{
    /// <summary>The sample rate in hertz: 16,000.</summary>
    public const int SampleRate = 16_000;

    /// <summary>The length of the clip that is analysed: 16,000 samples, one second.</summary>
    public const int ClipSamples = 16_000;

    /// <summary>Frames per clip: 32.</summary>
    public const int Frames = 32;

    /// <summary>Mel bands per frame: 32.</summary>
    public const int Bands = 32;

    /// <summary>Values per clip: 1024, frame by frame (index = frame * 32 + band).</summary>
    public const int Count = Frames * Bands;

    private const int FrameLength = 640;
    private const int Hop = 480;
    private const int FirstFrame = 240;
    private const int FftSize = 1024;
    private const double TargetRms = 0.1;
    private const double SmallestRms = 1e-4;
    private const float LogFloor = 0.01f;
    private const float Mean = -1.0f;
    private const float Scale = 3.0f;

    private readonly float[] window = new float[FrameLength];
    private readonly MelFilterBank filters = new(Bands, FftSize, SampleRate, lowHertz: 60.0, highHertz: 7600.0);
    private readonly RealFft fft = new(FftSize);
    private readonly float[] clip = new float[ClipSamples];
    private readonly float[] frame = new float[FftSize];
    private readonly float[] real = new float[FftSize / 2 + 1];
    private readonly float[] imaginary = new float[FftSize / 2 + 1];

    /// <summary>Prepares the window (periodic Hann), the filters and the transform.</summary>
    public LogMelFeatures()
    {
        for (int i = 0; i < FrameLength; i++)
        {
            window[i] = (float)(0.5 - 0.5 * Math.Cos(2.0 * Math.PI * i / FrameLength));
        }
    }

    /// <summary>Computes the features of a recording.</summary>
    /// <param name="samples">Mono at 16 kHz, of any length; the loudest second is analysed, with the word in its middle.</param>
    /// <param name="features">Receives 1024 values, roughly -1.2 to 3.5.</param>
    /// <exception cref="ArgumentException"><paramref name="features"/> has another length.</exception>
    public void Extract(ReadOnlySpan<float> samples, Span<float> features)
    {
        if (features.Length != Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"Room for {features.Length} features: expected {Count}."), nameof(features));
        }

        SpeechAlignment.Align(samples, clip);
        float gain = Gain(clip);
        for (int f = 0; f < Frames; f++)
        {
            ReadOnlySpan<float> source = clip.AsSpan(FirstFrame + f * Hop, FrameLength);
            for (int i = 0; i < FrameLength; i++)
            {
                frame[i] = source[i] * gain * window[i];
            }

            // The rest of `frame`, up to the size of the transform, is never written and stays 0.
            fft.Transform(frame, real, imaginary);
            for (int k = 0; k < real.Length; k++)
            {
                real[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
            }

            for (int band = 0; band < Bands; band++)
            {
                features[f * Bands + band] = (MathF.Log(filters.Energy(band, real) + LogFloor) - Mean) / Scale;
            }
        }
    }

    // Brings every clip to the same loudness; near-silence is left quiet rather than blown up into noise.
    private static float Gain(ReadOnlySpan<float> clip)
    {
        double sum = 0.0;
        foreach (float sample in clip)
        {
            sum += (double)sample * sample;
        }

        return (float)(TargetRms / Math.Max(Math.Sqrt(sum / clip.Length), SmallestRms));
    }
}
