using System.Globalization;
using KeywordSpotting.Audio;
using KeywordSpotting.Classification;

namespace KeywordSpotting.Reports;

/// <summary>How often two forms of one network hear the right word, and how often the same.</summary>
public static class PrecisionReport
{
    /// <summary>Classifies recordings with both.</summary>
    /// <param name="clips">Paths of recordings whose names tell the word.</param>
    /// <param name="floats">The float network.</param>
    /// <param name="integers">The int8 network.</param>
    /// <returns>Three lines.</returns>
    /// <exception cref="WavFormatException">A file is not a WAV recording that this sample reads.</exception>
    public static string Compare(IReadOnlyList<string> clips, KeywordScorer floats, KeywordScorer integers)
    {
        Classifier[] classifiers = [new(floats), new(integers)];
        int[] right = new int[2];
        int same = 0;
        foreach (string clip in clips)
        {
            float[] samples = WavFile.Read(clip).AtModelRate();
            string[] heard = [.. classifiers.Select(classifier => classifier.Listen(samples).Word)];
            same += heard[0] == heard[1] ? 1 : 0;
            for (int i = 0; i < heard.Length; i++)
            {
                right[i] += heard[i] == KeywordLabels.FromFileName(clip) ? 1 : 0;
            }
        }

        return Line("float32", right[0]) + Line("int8", right[1]) + $"same word: {same} of {clips.Count}\n";

        string Line(string name, int count) => string.Create(CultureInfo.InvariantCulture, $"{name}: {count} of {clips.Count} right ({100.0 * count / clips.Count:F1} %)\n");
    }
}
