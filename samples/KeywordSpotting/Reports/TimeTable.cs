using System.Globalization;
using KeywordSpotting.Classification;

namespace KeywordSpotting.Reports;

/// <summary>Sets the times of several forms of the same network side by side.</summary>
public static class TimeTable
{
    /// <summary>Measures and lays out.</summary>
    /// <param name="features">1024 inputs to time with.</param>
    /// <param name="networks">The networks, each with its name; the first is what the others are compared with.</param>
    /// <returns>The table as text: nanoseconds for one forward pass, and how many times faster than the first.</returns>
    public static string Measure(ReadOnlySpan<float> features, params (string Name, KeywordScorer Scorer)[] networks)
    {
        ConsoleTable table = new("network", ">ns per inference", ">against " + networks[0].Name);
        double first = 0.0;
        foreach ((string name, KeywordScorer scorer) in networks)
        {
            double time = InferenceTimer.Nanoseconds(scorer, features);
            first = first == 0.0 ? time : first;
            table.Add(name, time.ToString("N0", CultureInfo.InvariantCulture), (first / time).ToString("F2", CultureInfo.InvariantCulture) + " x");
        }

        return table.ToString();
    }
}
