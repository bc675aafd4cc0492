namespace KeywordSpotting.Live;

/// <summary>The last two seconds of the stream.</summary>
public sealed class RecentSamples
{
    private const int Capacity = 32_000;

    private readonly float[] samples = new float[2 * Capacity];
    private int end;

    /// <summary>Appends samples.</summary>
    /// <param name="block">At most two seconds of them.</param>
    public void Add(ReadOnlySpan<float> block)
    {
        if (end + block.Length > samples.Length)
        {
            // Every two seconds at most: the last ones go to the front.
            samples.AsSpan(end - Capacity, Capacity).CopyTo(samples);
            end = Capacity;
        }

        block.CopyTo(samples.AsSpan(end));
        end += block.Length;
    }

    /// <summary>The last samples.</summary>
    /// <param name="count">How many; at most two seconds are there, and no more than have come.</param>
    public ReadOnlySpan<float> Last(long count)
    {
        int length = (int)Math.Min(count, Math.Min(end, Capacity));
        return samples.AsSpan(end - length, length);
    }
}
