using System.Text.Json;

namespace KeywordSpotting.Reports;

/// <summary>What training/export.py recorded: clips, speakers, and the accuracy of every network with every seed.</summary>
public sealed class TrainingResults
{
    private readonly Dictionary<string, Accuracy> accuracies = [];

    private TrainingResults()
    {
    }

    /// <summary>Clips of held-out speakers that accuracies are measured with.</summary>
    public int HeldOutClips { get; private init; }

    /// <summary>How often each network was trained.</summary>
    public int Seeds { get; private init; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">training/results.json.</param>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    public static TrainingResults Read(string path)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = json.RootElement;
        TrainingResults results = new()
        {
            HeldOutClips = root.GetProperty("heldOutClips").GetInt32(),
            Seeds = root.GetProperty("networks").EnumerateArray().Max(network => network.GetProperty("runs").GetArrayLength()),
        };
        foreach (JsonElement network in root.GetProperty("networks").EnumerateArray())
        {
            IEnumerable<double> seeds =
                network.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("accuracy").GetProperty("all").GetDouble());
            results.accuracies.Add(network.GetProperty("name").GetString()!, Reports.Accuracy.Of([.. seeds]));
        }

        return results;
    }

    /// <summary>The accuracy of a network.</summary>
    /// <param name="network">Such as <c>dense</c>.</param>
    /// <exception cref="KeyNotFoundException">The network was not trained.</exception>
    public Accuracy Accuracy(string network) => accuracies[network];
}
