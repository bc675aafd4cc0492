using System.Globalization;

namespace KeywordSpotting.Reports;

/// <summary>The accuracy of a network that was trained several times.</summary>
/// <param name="Mean">The mean over the seeds, 0 to 1.</param>
/// <param name="Deviation">The standard deviation over the seeds, that of a sample; 0 for one seed.</param>
public readonly record struct Accuracy(double Mean, double Deviation)
{
    /// <summary>The accuracy over some seeds.</summary>
    /// <param name="seeds">The accuracy of each, at least one.</param>
    public static Accuracy Of(IReadOnlyList<double> seeds)
    {
        double mean = seeds.Average();
        double squares = seeds.Sum(one => (one - mean) * (one - mean));
        return new Accuracy(mean, seeds.Count > 1 ? Math.Sqrt(squares / (seeds.Count - 1)) : 0.0);
    }

    /// <summary>In percent, such as <c>98.1 ± 0.2 %</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{100.0 * Mean:F1} ± {100.0 * Deviation:F1} %");
}
