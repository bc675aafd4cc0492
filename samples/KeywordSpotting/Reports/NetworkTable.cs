using System.Globalization;
using KeywordSpotting.Models;

namespace KeywordSpotting.Reports;

/// <summary>Sets the variants of the network side by side: accuracy as trained, size, work and time as compiled.</summary>
public static class NetworkTable
{
    /// <summary>Measures and lays out.</summary>
    /// <param name="networks">The networks; the first is what the others are compared with.</param>
    /// <param name="results">Their accuracies.</param>
    /// <param name="clips">Features of recordings, at least one: MACs are the mean over all, time is that of the first.</param>
    /// <returns>The table as text.</returns>
    public static string Measure(IReadOnlyList<KeywordNetwork> networks, TrainingResults results, IReadOnlyList<float[]> clips)
    {
        ConsoleTable table = new("weights, activations", ">accuracy", ">non-zeros", ">MACs executed", ">us", ">against dense");
        double first = 0.0;
        foreach (KeywordNetwork network in networks)
        {
            double time = InferenceTimer.Nanoseconds(network.Infer, clips[0]);
            first = first == 0.0 ? time : first;
            table.Add(
                network.Description,
                results.Accuracy(network.Name).ToString(),
                Number(network.Info.Layers.Sum(layer => layer.NonZeros)),
                Number(MeanMacs(network, clips)),
                (time / 1000.0).ToString("N1", CultureInfo.InvariantCulture),
                (first / time).ToString("F1", CultureInfo.InvariantCulture) + "x");
        }

        return table.ToString();
    }

    /// <summary>MACs of an inference: where zero activations are skipped, that depends on the input.</summary>
    private static double MeanMacs(KeywordNetwork network, IReadOnlyList<float[]> clips)
    {
        float[] scores = new float[KeywordLabels.Count];
        return clips.Average(features => network.InferCounted(features, scores));
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
