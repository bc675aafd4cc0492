using KeywordSpotting;
using KeywordSpotting.Audio;
using KeywordSpotting.Models;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class KeywordAppTests
{
    private static readonly string folder = Path.Combine(AppContext.BaseDirectory, "clips");
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter errors = new() { NewLine = "\n" };

    [Fact]
    public void A_missing_file_is_one_line_and_the_others_are_still_classified()
    {
        string clip = Directory.GetFiles(folder, "yes_*.wav").Order(StringComparer.Ordinal).First();

        Run("no-such.wav", clip).ShouldBe(KeywordApp.Unreadable);

        errors.ToString().ShouldBe("error: no-such.wav: no such file\n");
        output.ToString().ShouldContain(Path.GetFileName(clip));
    }

    [Fact]
    public void A_file_that_is_no_recording_is_one_line()
    {
        string path = Path.Combine(folder, "features.npz");

        Run(path).ShouldBe(KeywordApp.Unreadable);

        errors.ToString().ShouldBe($"error: {path}: found 0x504B0304 at the start of the file; expected 'RIFF'\n");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_option_is_told_with_the_usage()
    {
        Run("--fast").ShouldBe(KeywordApp.WrongArguments);
        errors.ToString().ShouldStartWith("error: unknown option '--fast'\n");
    }

    [Fact]
    public void Bundled_clips_are_recognised()
    {
        IReadOnlyList<float[]> features = [];
        string[] noArguments = [];

        App().Run(CommandLine.Parse(noArguments), folder, (all, _) => features = all).ShouldBe(KeywordApp.Done);

        features.Count.ShouldBe(48);
        features.ShouldAllBe(clip => clip.Length == LogMelFeatures.Count);
        string summary = output.ToString().TrimEnd().Split('\n')[^1].Trim();
        int right = int.Parse(summary.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        summary.ShouldStartWith($"{right} of 48 right");
        right.ShouldBeGreaterThanOrEqualTo(43);
    }

    private int Run(params string[] arguments) => App().Run(CommandLine.Parse(arguments), folder, (_, _) => { });

    private KeywordApp App() => new(KeywordNetwork.Default.Infer, output, errors);
}
