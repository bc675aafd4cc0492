using System.Text.Json;
using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Pruning.Patterns;
using SparseCompile.Training.Tests.Support;

namespace SparseCompile.Training.Tests;

/// <summary>The command <c>estimate</c>.</summary>
public sealed class EstimateTests
{
    [Fact]
    public void Regular_patterns_are_estimated_to_be_faster_and_named_as_they_are_found()
    {
        (int exitCode, string output, string errors) = Sparsec.Run("", "estimate", "--rows", "256", "--columns", "512", "--pattern", "rows", "16x1", "--density", "0.0625", "--json");
        exitCode.ShouldBe(0, errors);
        using JsonDocument json = JsonDocument.Parse(output);
        JsonElement[] layers = [.. json.RootElement.GetProperty("layers").EnumerateArray()];
        layers.Select(layer => layer.GetProperty("pattern").GetString()).ShouldBe(["dense", "rows", "16x1"]);
        double[] times = [.. layers.Select(layer => layer.GetProperty("nanoseconds").GetDouble())];
        times.ShouldBe([.. times.OrderDescending()]);
        layers[1].GetProperty("patternFound").GetString().ShouldBe("32 in every row (fit 100.00 %)");
        layers[2].GetProperty("patternFound").GetString().ShouldBe("blocks of 16 x 1 (fit 100.00 %)");
        layers[2].GetProperty("nonZeros").GetInt32().ShouldBe(16 * 512);
    }

    [Fact]
    public void Convolutions_are_estimated_for_all_of_their_pixels()
    {
        const string Requests = """
            {"layers": [
              {"name": "c", "rows": 32, "channels": 16, "height": 14, "width": 14, "kernel": [3, 3], "padding": 1, "pattern": "16x1", "density": 0.25},
              {"name": "g", "rows": 32, "channels": 16, "height": 14, "width": 14, "kernel": [3, 3], "padding": 1, "groups": 4, "pattern": "rows", "density": 0.25},
              {"name": "l", "rows": 8, "channels": 4, "height": 1, "width": 50, "kernel": [5], "stride": [2], "pattern": "dense"},
              {"name": "s", "rows": 32, "channels": 16, "height": 7, "width": 7, "kernel": 3, "padding": 1, "pattern": "16x1", "density": 0.25}
            ]}
            """;
        List<EstimateRequest> requests = EstimateRequest.ReadAll(Requests);
        LayerEstimate[] found = [.. requests.Select(request => LayerEstimator.Estimate(request.Shape, request.Pattern, request.Density))];
        found.Select(estimate => estimate.NonZeros).ShouldBe([32 * 36, 32 * 9, 8 * 20, 32 * 36]);
        found.Select(estimate => estimate.Pattern).ShouldBe(
            ["blocks of 16 x 1 (fit 100.00 %)", "9:36 (fit 100.00 %)", "dense (fit 100.00 %)", "blocks of 16 x 1 (fit 100.00 %)"]);
        requests[2].Shape.Window.Output(requests[2].Shape.Image!.Value, 8).Pixels.ShouldBe(23);
        found[0].Nanoseconds.ShouldBeGreaterThan(2.5 * found[3].Nanoseconds);
    }

    [Theory]
    [InlineData("[]", "no array 'layers'")]
    [InlineData("{", "Invalid requests: ")]
    [InlineData("{\"layers\": [1]}", "Invalid request 'layers[0]': Number. Expected an object.")]
    [InlineData("{\"layers\": [{\"columns\": 2}]}", "Layer 'layers[0]' has no 'rows'. Expected a number from 1 to 65535.")]
    [InlineData("{\"layers\": [{\"name\": \"fc\", \"rows\": 0, \"columns\": 2}]}", "Invalid 'rows' of 'fc': 0.")]
    [InlineData("{\"layers\": [{\"name\": \"fc\", \"rows\": 65535, \"columns\": 65535}]}", "Expected at most 67108864.")]
    [InlineData("{\"layers\": [{\"name\": \"fc\", \"rows\": 2, \"columns\": 2, \"pattern\": \"rows\", \"density\": 0}]}", "Invalid density of 'fc': 0.")]
    [InlineData("{\"layers\": [{\"name\": \"c\", \"rows\": 2, \"channels\": 3, \"height\": 2, \"width\": 2, \"kernel\": 3}]}", "The window of 'c' is larger than its image of 2 x 2.")]
    [InlineData("{\"layers\": [{\"name\": \"c\", \"rows\": 2, \"channels\": 3, \"height\": 2, \"width\": 2, \"kernel\": 1, \"groups\": 2}]}", "Invalid 'groups' of 'c': 2. Expected a divisor of 3 channels and 2 rows.")]
    public void Requests_that_are_wrong_are_refused_in_a_line(string json, string message) =>
        Should.Throw<ProjectException>(() => EstimateRequest.ReadAll(json)).Message.ShouldContain(message);

    [Theory]
    [InlineData("foo")]
    [InlineData("n:1")]
    [InlineData("1x1")]
    [InlineData("tiles9999")]
    [InlineData("complementary0")]
    public void Patterns_that_do_not_exist_are_refused(string word) =>
        Should.Throw<PatternException>(() => PatternWords.Parse(word)).Message.ShouldContain($"Unknown pattern: '{word}'. Expected 'any', 'rows'");

    [Fact]
    public void Executed_macs_and_cycles_of_hardware_are_counted_where_they_are_asked_for()
    {
        (int exitCode, string output, string errors) = Sparsec.Run(
            "", "estimate", "--rows", "64", "--columns", "128", "--pattern", "rows", "--density", "0.125", "--target", "dense-systolic, streamed-csr", "--json");
        exitCode.ShouldBe(0, errors);
        using JsonDocument json = JsonDocument.Parse(output);
        JsonElement[] layers = [.. json.RootElement.GetProperty("layers").EnumerateArray()];
        layers.Select(layer => layer.GetProperty("macs").GetInt64()).ShouldBe([64 * 128, 64 * 16]);
        long[] dense = [.. layers.Select(layer => layer.GetProperty("cycles").GetProperty("dense-systolic").GetInt64())];
        long[] streamed = [.. layers.Select(layer => layer.GetProperty("cycles").GetProperty("streamed-csr").GetInt64())];
        dense[1].ShouldBe(dense[0], "the systolic array multiplies zeros");
        streamed[1].ShouldBeLessThan(streamed[0] / 4);

        (exitCode, output, errors) = Sparsec.Run("", "estimate", "--rows", "4", "--columns", "4", "--target", "abacus");
        (exitCode, output).ShouldBe((1, ""));
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("There is no hardware target 'abacus'; expected one of ");
    }

    [Fact]
    public void An_error_is_one_line_and_code_1()
    {
        (int exitCode, string output, string errors) = Sparsec.Run("", "estimate", "--rows", "4", "--columns", "4", "--pattern", "foo");
        (exitCode, output).ShouldBe((1, ""));
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("Unknown pattern: 'foo'");
    }
}
