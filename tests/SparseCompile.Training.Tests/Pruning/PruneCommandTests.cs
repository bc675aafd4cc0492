using System.Text.Json;
using SparseCompile.Cli.Pruning.Tensors;
using SparseCompile.Testing;
using SparseCompile.Training.Tests.Support;

namespace SparseCompile.Training.Tests.Pruning;

/// <summary>The command <c>prune</c> on weight files.</summary>
public sealed class PruneCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("npz")]
    [InlineData("safetensors")]
    public void Layers_are_pruned_as_asked_and_all_other_tensors_stay(string extension)
    {
        Write();
        string output = _folder.PathOf("out." + extension);
        (int exitCode, string text, string errors) = Sparsec.Run("", "prune", _folder.PathOf("weights.npz"), "-o", output, "--pattern", "16x1", "--density", "0.125", "--layer", "fc2=dense", "--json");
        exitCode.ShouldBe(0, errors);
        Dictionary<string, DenseTensor> before = Read(_folder.PathOf("weights.npz")), after = Read(output);
        after.Keys.ShouldBe(before.Keys);
        foreach (string name in (string[])["fc1.bias", "fc2.weight", "fc3.bias"])
        {
            after[name].Values.ShouldBe(before[name].Values);
        }

        after["fc1.weight"].Values.Count(value => value != 0).ShouldBe(32 * 5);
        after["fc3.kernel"].Values.Zip(before["fc3.kernel"].Values).ShouldAllBe(pair => pair.First == 0 || pair.First == pair.Second);
        using JsonDocument report = JsonDocument.Parse(text);
        report.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("patternFound").GetString()!.Split(" (")[0])
            .ShouldBe(["blocks of 16 x 1", "dense", "blocks of 16 x 1"]);
        report.RootElement.GetProperty("nanoseconds").GetDouble().ShouldBeLessThan(report.RootElement.GetProperty("nanosecondsBefore").GetDouble());
        File.ReadAllText(output + ".prune.json").ShouldBe(text);
        Directory.GetFiles(_folder.PathOf("."), "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void Calibration_inputs_of_a_layer_lower_its_error()
    {
        Write();
        (int exitCode, string text, string errors) = Sparsec.Run(
            "", "prune", _folder.PathOf("weights.npz"), "--method", "second-order", "--calibration", _folder.PathOf("inputs.npz"), "--layer", "fc1=rows@0.25", "--json");
        exitCode.ShouldBe(0, errors);
        using JsonDocument report = JsonDocument.Parse(text);
        JsonElement layer = report.RootElement.GetProperty("layers")[0];
        layer.GetProperty("error").GetDouble().ShouldBeLessThan(layer.GetProperty("magnitudeError").GetDouble());
        File.Exists(_folder.PathOf("weights-pruned.npz")).ShouldBeTrue();
    }

    [Fact]
    public void A_budget_is_met_and_one_that_nothing_meets_is_refused()
    {
        Write();
        (int exitCode, string text, string errors) = Sparsec.Run("", "prune", _folder.PathOf("weights.npz"), "--budget-us", "0.4", "--json");
        exitCode.ShouldBe(0, errors);
        using JsonDocument report = JsonDocument.Parse(text);
        report.RootElement.GetProperty("nanoseconds").GetDouble().ShouldBeLessThanOrEqualTo(400);
        (exitCode, text, errors) = Sparsec.Run("", "prune", _folder.PathOf("weights.npz"), "--budget-us", "0.001");
        (exitCode, text).ShouldBe((1, ""));
        errors.ShouldStartWith("No choice of patterns and densities takes 0.001 us or less. Expected a budget of at least ");
    }

    [Fact]
    public void The_same_weights_give_the_same_bytes()
    {
        Write();
        byte[][] runs = [.. Enumerable.Range(0, 2).Select(run =>
        {
            string output = _folder.PathOf($"run{run}.npz");
            Sparsec.Run("", "prune", _folder.PathOf("weights.npz"), "-o", output, "--density", "0.1").ExitCode.ShouldBe(0);
            return File.ReadAllBytes(output);
        })];
        runs[0].ShouldBe(runs[1]);
    }

    [Theory]
    [InlineData("Found nothing to prune by. Expected --density, --budget-us or --layer.")]
    [InlineData("Invalid density: 2. Expected", "--density", "2")]
    [InlineData("Unknown method: 'x'. Expected 'magnitude' or 'second-order'.", "--density", "0.5", "--method", "x")]
    [InlineData("Method 'second-order' has no calibration inputs. Expected --calibration FILE.", "--density", "0.5", "--method", "second-order")]
    [InlineData("Unknown layer: 'fc9'. Expected 'fc1', 'fc2', 'fc3'.", "--layer", "fc9=rows@0.5")]
    [InlineData("Invalid layer: 'fc1=rows'. Expected NAME=PATTERN@DENSITY", "--layer", "fc1=rows")]
    [InlineData("Found both --budget-us and --density.", "--density", "0.5", "--budget-us", "3")]
    [InlineData("Unknown format of 'out.pt'. Expected the extension .npz or .safetensors.", "--density", "0.5", "-o", "out.pt")]
    public void What_cannot_be_done_is_one_line_and_nothing_is_written(string message, params string[] arguments)
    {
        Write();
        string[] before = Directory.GetFiles(_folder.PathOf("."));
        (int exitCode, string output, string errors) = Sparsec.Run("", ["prune", _folder.PathOf("weights.npz"), .. arguments]);
        (exitCode, output).ShouldBe((1, ""));
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith(message);
        Directory.GetFiles(_folder.PathOf(".")).ShouldBe(before);
    }

    [Fact]
    public void A_file_that_is_damaged_is_one_line()
    {
        _folder.Write("bad.npz", [1, 2, 3]);
        (int exitCode, _, string errors) = Sparsec.Run("", "prune", _folder.PathOf("bad.npz"), "--density", "0.5");
        exitCode.ShouldBe(1);
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("'bad.npz'");
    }

    private static Dictionary<string, DenseTensor> Read(string path) => TensorReader.ReadAll(path).ToDictionary(tensor => tensor.Name);

    private void Write()
    {
        Random random = new(7);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        _folder.Write("weights.npz", new NpzBuilder()
            .Add("fc1.weight", [32, 40], Values(32 * 40)).Add("fc1.bias", [32], Values(32))
            .Add("fc2.weight", [48, 32], Values(48 * 32))
            .Add("fc3.kernel", [48, 32], Values(48 * 32)).Add("fc3.bias", [32], Values(32)).ToBytes());
        float[] inputs = Values(50 * 40);
        for (int i = 0; i < inputs.Length; i++)
        {
            // Each column repeats the one before in part.
            inputs[i] += i % 40 > 0 ? 0.8f * inputs[i - 1] : 0;
        }

        _folder.Write("inputs.npz", new NpzBuilder().Add("fc1", [50, 40], inputs).ToBytes());
    }
}
