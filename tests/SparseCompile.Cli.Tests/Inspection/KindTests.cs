using System.Text.Json;
using SparseCompile.Cli.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests.Inspection;

/// <summary>What <c>inspect</c> makes of each kind of network: images, recurrent cells, graphs with several inputs.</summary>
public sealed class KindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [.. TestNetworks.Kinds];

    public static IEnumerable<object[]> Screens => TestNetworks.Kinds.SelectMany(kind => new[] { 80, 120 }.Select(width => new object[] { kind, width }));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Screens))]
    public void A_network_of_each_kind_fits_the_screen(string kind, int width)
    {
        string text = Sparsec.Run("inspect", TestNetworks.Write(_folder, kind), "--width", $"{width}", "--color", "never").ShouldSucceed();

        text.Split('\n').Max(line => line.TrimEnd().Length).ShouldBeLessThanOrEqualTo(width);
        text.ShouldNotContain("…");
        TextSnapshot.ShouldMatch(text, $"kind={kind}_width={width}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_layer_is_shown_by_itself(string kind)
    {
        string path = TestNetworks.Write(_folder, kind);
        using JsonDocument json = JsonDocument.Parse(Sparsec.Run("inspect", path, "--json").ShouldSucceed());

        foreach (JsonElement layer in json.RootElement.GetProperty("models")[0].GetProperty("layers").EnumerateArray())
        {
            string name = layer.GetProperty("name").GetString()!;
            string text = Sparsec.Run("inspect", path, "--layer", name, "--color", "never", "--width", "80").ShouldSucceed();
            text.ShouldContain(name);
            text.ShouldNotContain(" ,");
            text.Contains("candidates by estimated time", StringComparison.Ordinal).ShouldBe(layer.GetProperty("nonZeros").GetInt32() > 0, name);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_page_of_each_kind_is_written_as_a_whole(string kind)
    {
        string page = _folder.PathOf("page.html");

        Sparsec.Run("inspect", TestNetworks.Write(_folder, kind), "--html", page).ShouldSucceed().ShouldStartWith(page + ": written, ");

        string text = File.ReadAllText(page);
        text.ShouldEndWith("</html>\n");
        text.Contains("class=\"edge aside\"", StringComparison.Ordinal).ShouldBe(kind != "images", "Edges past other boxes are drawn beside them.");
        Directory.GetFiles(_folder.PathOf(""), "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void A_page_that_cannot_be_written_is_one_line() =>
        Sparsec.Run("inspect", TestNetworks.Write(_folder, "graph"), "--html", _folder.PathOf("absent/page.html")).ShouldFailInOneLine().ShouldContain("cannot be written: found no folder");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_timed(string kind)
    {
        using JsonDocument json = JsonDocument.Parse(Sparsec.Run("bench", TestNetworks.Write(_folder, kind), "--rounds", "3", "--json").ShouldSucceed());

        JsonElement[] rows = [.. json.RootElement.GetProperty("results")[0].GetProperty("rows").EnumerateArray()];
        rows[^1].GetProperty("name").GetString().ShouldBe("(model)");
        rows.ShouldAllBe(row => row.GetProperty("generated").GetProperty("median").GetDouble() > 0);
    }
}
