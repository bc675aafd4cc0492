using System.Text.Json;
using SparseCompile.Package.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests;

/// <summary>The command line's <c>trace</c> on a user's project, and the build after it.</summary>
[Collection(nameof(PackageTests))]
public sealed class TraceTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    [Fact]
    public void Zeros_among_real_inputs_are_recorded_and_the_next_build_reads_them()
    {
        // x = (1, 0, 9, 0): h = relu(2 - 9 + 5, 0) = (0, 0). x = (4, 1, 1, 0): h = (12, 0).
        project.Write("inputs.npz", new NpzBuilder().Add("x", [2, 4], 1, 0, 9, 0, 4, 1, 1, 0).ToBytes());

        DotNetResult trace = project.Sparsec("trace", ".", "--inputs", project.PathOf("inputs.npz"), "--model", "Network").ShouldSucceed();

        trace.Lines.ShouldContain("App.Network: 2 inputs");
        using (JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(project.PathOf("weights/network.npz.sparsetrace.json"))))
        {
            JsonElement model = record.RootElement.GetProperty("models").EnumerateArray().ShouldHaveSingleItem();
            model.GetProperty("samples").GetInt32().ShouldBe(2);
            JsonElement[] layers = [.. model.GetProperty("layers").EnumerateArray()];
            layers.Select(layer => layer.GetProperty("name").GetString()).ShouldBe(["fc1", "fc2"]);

            // The second input is read by no weight and is gone from the graph's layer, not from the model's input.
            layers[1].GetProperty("inputZerosPpm").GetInt32().ShouldBe(750_000);
        }

        project.Build().ShouldSucceed().Lines.ShouldContain("0 Warning(s)");
        project.Run().ShouldContain("network 14 -4");

        project.Write("weights/network.npz", ConsumerWeights.Network(last: 8));
        project.Build().Errors.ShouldHaveSingleItem().ShouldContain("error SPARSE0058: Trace 'weights/network.npz.sparsetrace.json' was not fully applied");
    }

    [Theory]
    [InlineData("Option '--inputs' is required.")]
    [InlineData("'absent.npz' was not found; expected a weight file.", "--inputs", "absent.npz")]
    [InlineData("has no tensor with 4 values a sample for the inputs; found 'x' of [3, 2].", "--inputs", "more/deep/two.npz", "--model", "Network")]
    [InlineData("has no tensor called 'z' with 4 values a sample for the inputs; found 'x' of [3, 2].", "--inputs", "more/deep/two.npz", "--model", "Network", "--tensor", "z")]
    [InlineData("Unknown option '--nope'; expected one of those that 'sparsec trace --help' lists.", "--inputs", "--nope")]
    public void What_cannot_be_traced_is_one_line_and_leaves_nothing(string expected, params string[] arguments)
    {
        project.Write("more/deep/two.npz", new NpzBuilder().Add("x", [3, 2], 1, 2, 3, 4, 5, 6).ToBytes());

        DotNetResult trace = project.Sparsec(["trace", .. arguments]);

        trace.ExitCode.ShouldBe(1, trace.Output);
        trace.Lines.ShouldHaveSingleItem().ShouldContain(expected);
        Directory.GetFiles(project.PathOf("weights"), "*.sparsetrace.json*").ShouldBeEmpty();
    }
}
