using System.Globalization;
using System.Runtime.CompilerServices;
using SnapshotTested.Models;
using SnapshotTested.Snapshots;
using Xunit;

namespace SnapshotTested;

/// <summary>Pins what the compiler makes of the model: sources, plan, outputs.</summary>
public sealed class DigitsTests
{
    [Fact]
    public Task Sources()
    {
        (string Hint, string Text)[] sources = [.. GeneratedSources.Of(Folder(), typeof(Digits).FullName!)];
        Assert.NotEmpty(sources);

        // All are compared before the first difference fails the test: each leaves its received file.
        return Task.WhenAll(sources.Select(source => Snapshot.Match($"//HintName: {source.Hint}\n{source.Text}", "#" + Path.GetFileNameWithoutExtension(source.Hint), "cs")));
    }

    [Fact]
    public Task Plan() => Snapshot.Match(PlanText.Of(Digits.Info));

    /// <summary>Outputs have the same bits on every processor, so they can be compared digit by digit.</summary>
    [Fact]
    public Task Outputs()
    {
        float[] input = new float[Digits.InputLength];
        float[] output = new float[Digits.OutputLength];
        List<string> lines = [];
        for (int sample = 0; sample < 3; sample++)
        {
            for (int i = 0; i < input.Length; i++)
            {
                input[i] = (((i * 37) + (sample * 11)) % 64 / 32f) - 1;
            }

            Digits.Infer(input, output);
            lines.Add($"sample {sample}: {string.Join(" ", output.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}");
        }

        return Snapshot.Match(string.Join('\n', lines));
    }

    [Fact]
    public void A_change_of_weights_is_a_difference_of_a_few_lines()
    {
        string before = PlanText.Of(Digits.Info);
        string after = before.Replace($"{Digits.Info.Layers[0].NonZeros} non-zeros", "500 non-zeros", StringComparison.Ordinal);

        string[] difference = Difference.Of(before, after).Split('\n');

        Assert.Equal(2, difference.Length);
        Assert.StartsWith("- fc1: 64 -> 48, ", difference[0], StringComparison.Ordinal);
        Assert.StartsWith("+ fc1: 64 -> 48, 500 non-zeros", difference[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_are_shortened_to_their_hash()
    {
        string first = GeneratedSources.Shorten("a\n    1, 2,\n    3f, -4e-5f,\nb"), second = GeneratedSources.Shorten("a\n    1, 2,\n    3f, -5e-5f,\nb");

        Assert.Equal(2, Difference.Of(first, second).Split('\n').Length);
        Assert.Contains("    // 2 lines of tables, SHA-256 ", first, StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
