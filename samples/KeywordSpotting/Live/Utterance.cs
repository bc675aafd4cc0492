namespace KeywordSpotting.Live;

/// <summary>The energies of a stretch of speech, block by block, with a little of what came before it.</summary>
public sealed class Utterance
{
    // 2 dB: among blocks of white noise hardly 1 dB is found.
    private const double Contrast = 1.6;

    private readonly List<(double Energy, bool IsLoud)> blocks = [];

    /// <summary>Its blocks so far.</summary>
    public int Length => blocks.Count;

    /// <summary>Its loud blocks.</summary>
    public int Loud => blocks.Count(block => block.IsLoud);

    /// <summary>The blocks since the last loud one.</summary>
    public int Quiet => blocks.Count - 1 - blocks.FindLastIndex(block => block.IsLoud);

    /// <summary>Another block.</summary>
    /// <param name="energy">Its mean square.</param>
    /// <param name="isLoud">Whether it stands out of the background.</param>
    public void Add(double energy, bool isLoud) => blocks.Add((energy, isLoud));

    /// <summary>Forgets what came before.</summary>
    /// <param name="kept">The last blocks, which remain.</param>
    public void Keep(int kept) => blocks.RemoveRange(0, Math.Max(0, blocks.Count - kept));

    /// <summary>Whether its loud parts are uneven, as syllables are: noise is not.</summary>
    public bool IsUneven()
    {
        double[] sorted = [.. blocks.Where(block => block.IsLoud).Select(block => block.Energy).Order()];
        return sorted.Length > 0 && sorted[sorted.Length * 19 / 20] > Contrast * sorted[sorted.Length * 3 / 10];
    }
}
