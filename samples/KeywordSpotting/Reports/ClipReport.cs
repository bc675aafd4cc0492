using System.Globalization;
using KeywordSpotting.Audio;
using KeywordSpotting.Classification;

namespace KeywordSpotting.Reports;

/// <summary>Classifies recordings and tells what was heard, and whether it is what the file's name says.</summary>
/// <param name="classifier">The network behind its features.</param>
public sealed class ClipReport(Classifier classifier)
{
    private readonly ConsoleTable table = new("clip", "expected", "heard", ">probability", "");

    /// <summary>Recordings whose name tells the word, so far.</summary>
    public int Known { get; private set; }

    /// <summary>Those of them that were heard right.</summary>
    public int Right { get; private set; }

    /// <summary>Reads and classifies one recording.</summary>
    /// <param name="path">A WAV file.</param>
    /// <exception cref="WavFormatException">The file is not a WAV recording that this sample reads.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public void Add(string path)
    {
        Prediction heard = classifier.Listen(WavFile.Read(path).AtModelRate());
        string? expected = KeywordLabels.FromFileName(path);
        bool right = heard.Word == expected;
        Known += expected is null ? 0 : 1;
        Right += right ? 1 : 0;
        table.Add(
            Path.GetFileName(path), expected ?? "-", heard.Word, heard.Probability.ToString("F3", CultureInfo.InvariantCulture),
            expected is null ? "" : right ? "ok" : "wrong");
    }

    /// <summary>The predictions as a table, and the accuracy where the words are known.</summary>
    /// <returns>Lines that end in a line feed.</returns>
    public override string ToString() => Known == 0
        ? table.ToString()
        : table + string.Create(CultureInfo.InvariantCulture, $"\n  {Right} of {Known} right: {100.0 * Right / Known:F1} %\n");
}
