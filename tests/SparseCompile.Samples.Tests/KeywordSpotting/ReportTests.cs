using KeywordSpotting;
using KeywordSpotting.Audio;
using KeywordSpotting.Models;
using KeywordSpotting.Reports;

namespace SparseCompile.Samples.Tests.KeywordSpotting;

public class ReportTests
{
    [Fact]
    public void An_accuracy_is_the_mean_over_the_seeds_and_their_deviation()
    {
        Accuracy.Of([0.98, 0.99, 1.0]).ToString().ShouldBe("99.0 ± 1.0 %");
        Accuracy.Of([0.987]).ToString().ShouldBe("98.7 ± 0.0 %");
    }

    [Fact]
    public void Every_network_was_trained_with_three_seeds_at_least()
    {
        TrainingResults results = TrainingResults.Read(Path.Combine(AppContext.BaseDirectory, "training", "results.json"));

        results.HeldOutClips.ShouldBe(2016);
        results.Seeds.ShouldBeGreaterThanOrEqualTo(3);
        foreach (KeywordNetwork network in KeywordNetwork.All)
        {
            results.Accuracy(network.Name).Mean.ShouldBeInRange(0.95, 1.0, network.Name);
        }
    }

    [Fact]
    public void The_table_compares_every_network_with_the_dense_one()
    {
        KeywordNetwork[] networks =
        [
            KeywordNetwork.Default with { Name = "dense", Description = "first" },
            KeywordNetwork.Default with { Description = "second", InferCounted = (features, _) => (long)features[0] },
        ];
        TrainingResults results = TrainingResults.Read(Path.Combine(AppContext.BaseDirectory, "training", "results.json"));
        float[] clip = new float[LogMelFeatures.Count];
        float[] other = [3000f, .. clip[1..]];

        string[] lines = NetworkTable.Measure(networks, results, [clip, other]).TrimEnd().Split('\n');

        lines.Length.ShouldBe(4);
        lines[0].Split("  ", StringSplitOptions.RemoveEmptyEntries).Select(head => head.Trim())
            .ShouldBe(["weights, activations", "accuracy", "non-zeros", "MACs executed", "us", "against dense"]);
        lines[2].ShouldEndWith(" 1.0x");
        lines[3].ShouldContain(" 1,500 ");
    }

    [Theory]
    [InlineData("clips/yes_en-us-f2_1.wav", "yes")]
    [InlineData("my recording.wav", null)]
    [InlineData("hello_1.wav", null)]
    [InlineData("yes.wav", null)]
    public void The_expected_word_comes_from_the_name(string path, string? word) => KeywordLabels.FromFileName(path).ShouldBe(word);

    [Fact]
    public void After_two_dashes_everything_is_a_path() => CommandLine.Parse(["a.wav", "--", "-b.wav"]).Paths.ShouldBe(["a.wav", "-b.wav"]);

    [Fact]
    public void Live_mode_takes_no_paths()
    {
        CommandLine.Parse(["--live"]).ShouldSatisfyAllConditions(line => line.Live.ShouldBeTrue(), line => line.Error.ShouldBeNull());
        CommandLine.Parse(["--live", "a.wav"]).Error.ShouldBe("'--live' reads standard input; found the path 'a.wav'");
    }

    [Fact]
    public void Precisions_are_compared_on_the_bundled_clips_or_on_recordings_that_are_named()
    {
        CommandLine.Parse(["--int8"]).ShouldSatisfyAllConditions(line => line.ComparesPrecisions.ShouldBeTrue(), line => line.Paths.ShouldBeEmpty());
        CommandLine.Parse(["--int8", "yes_a.wav"]).ShouldSatisfyAllConditions(line => line.ComparesPrecisions.ShouldBeTrue(), line => line.Paths.ShouldBe(["yes_a.wav"]));
        CommandLine.Parse(["--int8", "--live"]).Error.ShouldBe("'--int8' classifies recordings; found '--live' too");
    }

    [Fact]
    public void There_are_as_many_words_as_outputs() => KeywordLabels.Words.Length.ShouldBe(KeywordLabels.Count);
}
