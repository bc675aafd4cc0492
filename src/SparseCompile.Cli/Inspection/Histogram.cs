namespace SparseCompile.Cli.Inspection;

/// <summary>How often values fall between limits.</summary>
/// <param name="Least">The least value.</param>
/// <param name="Most">The greatest value.</param>
/// <param name="Counts">Values of each of the bins between, all equally wide.</param>
internal sealed record Histogram(double Least, double Most, IReadOnlyList<long> Counts)
{
    /// <summary>Counts values.</summary>
    /// <param name="values">The values; at least one.</param>
    /// <param name="bins">Bins at most.</param>
    public static Histogram Of(IReadOnlyCollection<double> values, int bins)
    {
        (double least, double most) = (values.Min(), values.Max());
        long[] counts = new long[least == most ? 1 : bins];
        foreach (double value in values)
        {
            counts[least == most ? 0 : Math.Min(bins - 1, (int)((value - least) / (most - least) * bins))]++;
        }

        return new Histogram(least, most, counts);
    }

    /// <summary>Counts whole numbers: a bin is one number, or as many as needed.</summary>
    /// <param name="values">The values; at least one.</param>
    /// <param name="bins">Bins at most.</param>
    public static Histogram OfIntegers(IReadOnlyCollection<int> values, int bins)
    {
        (int least, int most) = (values.Min(), values.Max());
        int width = ((most - least) / bins) + 1;
        long[] counts = new long[((most - least) / width) + 1];
        foreach (int value in values)
        {
            counts[(value - least) / width]++;
        }

        return new Histogram(least, least + (width * counts.Length), counts);
    }

    /// <summary>The least value of a bin.</summary>
    public double From(int bin) => Least + ((Most - Least) * bin / Counts.Count);
}
