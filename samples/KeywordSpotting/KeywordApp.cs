using KeywordSpotting.Audio;
using KeywordSpotting.Classification;
using KeywordSpotting.Reports;

namespace KeywordSpotting;

/// <summary>The program around the network: reads recordings, prints what was heard.</summary>
/// <param name="scorer">The network.</param>
/// <param name="output">Where results go.</param>
/// <param name="errors">Where messages about unreadable files go, one line each.</param>
public sealed class KeywordApp(KeywordScorer scorer, TextWriter output, TextWriter errors)
{
    /// <summary>The exit code when all went well.</summary>
    public const int Done = 0;

    /// <summary>The exit code when a file could not be read.</summary>
    public const int Unreadable = 1;

    /// <summary>The exit code for wrong arguments.</summary>
    public const int WrongArguments = 2;

    /// <summary>Does what the command line asks for.</summary>
    /// <param name="commandLine">The arguments, parsed.</param>
    /// <param name="bundledClips">The folder of the clips that are classified when no path is given.</param>
    /// <param name="afterClips">Writes the rest of the report; is given the features of each bundled clip.</param>
    /// <returns>The exit code.</returns>
    public int Run(CommandLine commandLine, string bundledClips, Action<IReadOnlyList<float[]>, TextWriter> afterClips)
    {
        if (commandLine.Error is not null)
        {
            errors.WriteLine($"error: {commandLine.Error}");
            errors.WriteLine(CommandLine.Usage);
            return WrongArguments;
        }

        if (commandLine.Help)
        {
            output.WriteLine(CommandLine.Usage);
            return Done;
        }

        return commandLine.Paths.Count > 0 ? Classify(commandLine.Paths) : Report(bundledClips, afterClips);
    }

    // Every readable file is classified, whatever is wrong with the others.
    private int Classify(IReadOnlyList<string> paths)
    {
        ClipReport report = new(new Classifier(scorer));
        int unreadable = 0;
        foreach (string path in paths)
        {
            try
            {
                report.Add(path);
            }
            catch (FileNotFoundException)
            {
                errors.WriteLine($"error: {path}: no such file");
                unreadable++;
            }
            catch (Exception exception) when (exception is WavFormatException or IOException or UnauthorizedAccessException)
            {
                errors.WriteLine($"error: {path}: {exception.Message}");
                unreadable++;
            }
        }

        if (unreadable < paths.Count)
        {
            output.Write(report.ToString());
        }

        return unreadable == 0 ? Done : Unreadable;
    }

    private int Report(string folder, Action<IReadOnlyList<float[]>, TextWriter> afterClips)
    {
        string[] clips = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.wav") : [];
        if (clips.Length == 0)
        {
            errors.WriteLine($"error: {folder}: no clips; they are copied there by the build");
            return Unreadable;
        }

        Array.Sort(clips, StringComparer.Ordinal);
        output.WriteLine("Clips of speakers that the network was not trained on");
        output.WriteLine();
        int result = Classify(clips);
        if (result != Done)
        {
            return result;
        }

        LogMelFeatures extractor = new();
        float[][] features = [.. clips.Select(_ => new float[LogMelFeatures.Count])];
        for (int i = 0; i < clips.Length; i++)
        {
            extractor.Extract(WavFile.Read(clips[i]).AtModelRate(), features[i]);
        }

        afterClips(features, output);
        return result;
    }
}
