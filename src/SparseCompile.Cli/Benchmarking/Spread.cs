namespace SparseCompile.Cli.Benchmarking;

/// <summary>Times of several rounds.</summary>
/// <param name="Median">The median, in nanoseconds.</param>
/// <param name="Low">The lower quartile.</param>
/// <param name="High">The upper quartile.</param>
internal sealed record Spread(double Median, double Low, double High)
{
    /// <summary>Median and quartiles of values.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[sorted.Length / 2], sorted[sorted.Length / 4], sorted[sorted.Length * 3 / 4]);
    }
}
