using System.Text.Json;
using SparseCompile.Cli.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests.Inspection;

/// <summary>What <c>inspect</c> prints.</summary>
public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(80, "never")]
    [InlineData(120, "never")]
    [InlineData(80, "always")]
    [InlineData(120, "always")]
    public void A_model_is_a_tree_and_a_table(int width, string color)
    {
        string text = Sparsec.Run("inspect", Network(), "--width", $"{width}", "--color", color).ShouldSucceed();

        TextSnapshot.ShouldMatch(Visible(text), $"width={width}_color={color}");
    }

    [Theory]
    [InlineData(80, "never")]
    [InlineData(120, "always")]
    public void A_layer_is_a_picture_with_histograms_candidates_and_advice(int width, string color)
    {
        string text = Sparsec.Run("inspect", Network(), "--layer", "fc1", "--width", $"{width}", "--color", color).ShouldSucceed();

        TextSnapshot.ShouldMatch(Visible(text), $"width={width}_color={color}");
    }

    [Fact]
    public void No_line_is_wider_than_the_screen()
    {
        foreach (int width in new[] { 60, 80, 120 })
        {
            string text = Sparsec.Run("inspect", Network(), "--layer", "fc1", "--width", $"{width}", "--color", "never").ShouldSucceed()
                + Sparsec.Run("inspect", Network(), "--width", $"{width}", "--color", "never").ShouldSucceed();

            text.Split('\n').Max(line => line.TrimEnd().Length).ShouldBeLessThanOrEqualTo(width);
        }
    }

    [Fact]
    public void Json_has_every_layer_with_its_candidates()
    {
        using JsonDocument json = JsonDocument.Parse(Sparsec.Run("inspect", Network(), "--json").ShouldSucceed());

        JsonElement model = json.RootElement.GetProperty("models").EnumerateArray().ShouldHaveSingleItem();
        JsonElement[] layers = [.. model.GetProperty("layers").EnumerateArray()];
        layers.Select(layer => layer.GetProperty("name").GetString()).ShouldBe(["fc1", "fc2"]);
        foreach (JsonElement layer in layers)
        {
            string? kernel = layer.GetProperty("kernel").GetString();
            layer.GetProperty("candidates").EnumerateArray().Select(candidate => candidate.GetProperty("id").GetString()).ShouldContain(kernel);
        }

        model.GetProperty("nonZeros").GetInt64().ShouldBe(layers.Sum(layer => layer.GetProperty("nonZeros").GetInt64()));
    }

    [Fact]
    public void Json_of_a_layer_counts_its_rows_and_columns()
    {
        using JsonDocument json = JsonDocument.Parse(Sparsec.Run("inspect", Network(), "--layer", "fc1", "--json").ShouldSucceed());

        JsonElement layer = json.RootElement.GetProperty("layers")[0].GetProperty("layer");
        long nonZeros = layer.GetProperty("nonZeros").GetInt64();
        layer.GetProperty("rowLengths").EnumerateArray().Sum(length => length.GetInt64()).ShouldBe(nonZeros);
        layer.GetProperty("columnLengths").EnumerateArray().Sum(length => length.GetInt64()).ShouldBe(nonZeros);
        layer.GetProperty("advice").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Weights_that_make_no_network_are_shown_matrix_by_matrix()
    {
        string path = _folder.Write("loose.npz", new NpzBuilder()
            .Add("a.weight", [16, 32], TestWeights.Random(16, 32, (_, _, draw) => draw % 4 == 0)).Add("b.weight", [8, 5], TestWeights.Random(8, 5, (_, _, draw) => draw % 4 == 0)).ToBytes());

        string text = Sparsec.Run("inspect", path, "--color", "never").ShouldSucceed();

        text.ShouldContain("Matrices.AWeight_0");
        text.ShouldContain("Matrices.BWeight_1");
    }

    [Theory]
    [InlineData("'nowhere' was not found; expected a weight file.", "nowhere")]
    [InlineData("No layer is called 'fc9'; found 'fc1', 'fc2'.", "net.npz", "--layer", "fc9")]
    [InlineData("has no model whose name contains 'Nobody'; found Models.Net.", "net.npz", "--model", "Nobody")]
    [InlineData("contains 0 project files", ".")]
    [InlineData("Unknown option '--nope'", "net.npz", "--nope")]
    public void What_cannot_be_inspected_is_one_line(string expected, string path, params string[] options)
    {
        Network();

        Sparsec.Run(["inspect", path is "nowhere" ? path : _folder.PathOf(path), .. options]).ShouldFailInOneLine().ShouldContain(expected);
    }

    private string Network() => _folder.Write("net.npz", TestWeights.TwoLayers());

    /// <summary>Escape characters as text, so that a difference can be read.</summary>
    private static string Visible(string text) => text.Replace("\u001b", "<ESC>", StringComparison.Ordinal);
}
