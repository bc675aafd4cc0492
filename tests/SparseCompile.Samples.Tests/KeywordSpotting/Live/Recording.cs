using KeywordSpotting.Audio;

namespace SparseCompile.Samples.Tests.KeywordSpotting.Live;

/// <summary>A recording of several words: bundled clips with pauses between, over low noise.</summary>
internal sealed class Recording
{
    private readonly List<short> samples = [];
    private readonly Random random = new(7);
    private readonly double noise;

    /// <summary>Starts with half a second without a word.</summary>
    /// <param name="noise">Deviation of the noise in the pauses, of a full scale of 32,768.</param>
    public Recording(double noise)
    {
        this.noise = noise;
        Pause(0.5);
    }

    /// <summary>16 kHz, 16 bits, mono.</summary>
    public byte[] Bytes
    {
        get
        {
            byte[] bytes = new byte[2 * samples.Count];
            Buffer.BlockCopy(samples.ToArray(), 0, bytes, 0, bytes.Length);
            return bytes;
        }
    }

    /// <summary>Its length in seconds so far.</summary>
    public double Seconds => samples.Count / 16_000.0;

    /// <summary>The path of a bundled clip of a word.</summary>
    public static string Clip(string word, int number) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "clips"), word + "_*.wav").Order(StringComparer.Ordinal).ElementAt(number);

    /// <summary>Appends a clip of a second, and a pause.</summary>
    public Recording Say(string word, int number, double pause = 0.4)
    {
        samples.AddRange(WavFile.Read(Clip(word, number)).Samples.Select(sample => (short)(sample * 32768f)));
        return Pause(pause);
    }

    /// <summary>Appends noise.</summary>
    public Recording Pause(double seconds)
    {
        for (int i = 0; i < (int)(seconds * 16_000); i++)
        {
            // Normal, by Box and Muller.
            double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble()));
            samples.Add((short)Math.Round(noise * radius * Math.Cos(2.0 * Math.PI * random.NextDouble())));
        }

        return this;
    }
}
