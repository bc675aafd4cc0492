using KeywordSpotting;
using KeywordSpotting.Audio;
using KeywordSpotting.Live;
using KeywordSpotting.Models;
using KeywordSpotting.Reports;

CommandLine commandLine = CommandLine.Parse(args);
KeywordApp app = new(KeywordNetwork.Default.Infer, Console.Out, Console.Error);
if (commandLine.ComparesPrecisions)
{
    IReadOnlyList<string> clips = commandLine.Paths.Count > 0 ? commandLine.Paths : Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "clips"), "*.wav");
    try
    {
        Console.Out.Write(PrecisionReport.Compare(clips, KeywordNetwork.Default.Infer, IntegerSpotter.Infer));
        return KeywordApp.Done;
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or WavFormatException)
    {
        Console.Error.WriteLine(exception.Message);
        return KeywordApp.Unreadable;
    }
}

return commandLine.Live
    ? LiveProgram.Run(KeywordNetwork.Default.Infer)
    : app.Run(commandLine, Path.Combine(AppContext.BaseDirectory, "clips"), (clips, output) =>
    {
        TrainingResults results = TrainingResults.Read(Path.Combine(AppContext.BaseDirectory, "training", "results.json"));
        output.WriteLine();
        output.WriteLine("Variants of the network: weights and activations");
        output.WriteLine();
        output.Write(NetworkTable.Measure(KeywordNetwork.All, results, clips));
        output.WriteLine();
        output.WriteLine($"  Accuracy: {results.HeldOutClips} clips of held-out speakers, {results.Seeds} seeds. Time: here, one thread.");
    });
