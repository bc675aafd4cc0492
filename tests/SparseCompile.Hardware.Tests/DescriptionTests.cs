using System.Globalization;
using System.Text.Json;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests;

/// <summary>What holds for every document.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public void The_same_network_gives_the_same_bytes_in_any_culture() => NetworkCases.ForAll(50, test =>
    {
        string once = HardwareDescriber.Describe(test.Build());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NegativeSign = "~";
            culture.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = culture;
            HardwareDescriber.Describe(test.Build()).ShouldBe(once);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        once.ShouldEndWith("}\n");
        once.ShouldAllBe(c => c == '\n' || (c >= ' ' && c <= '~'));
    });

    [Fact]
    public void Algorithmic_MACs_are_actual_gated_and_skipped_ones() => NetworkCases.ForAll(100, test =>
    {
        JsonElement root = Parse(HardwareDescriber.Describe(test.Build()));
        JsonElement[] layers = [.. root.GetProperty("layers").EnumerateArray()];
        foreach (JsonElement macs in layers.Append(root.GetProperty("totals")).Select(owner => owner.GetProperty("macs")))
        {
            Count(macs, "algorithmic").ShouldBe(Count(macs, "actual") + Count(macs, "gated") + Count(macs, "skipped"));
            Count(macs, "skipped").ShouldBe(Count(macs, "skipped_zero_weights") + Count(macs, "skipped_dead_neurons"));
        }

        Count(root.GetProperty("totals").GetProperty("macs"), "actual").ShouldBe(layers.Sum(layer => Count(layer.GetProperty("macs"), "actual")));
    });

    [Fact]
    public void The_first_of_the_slowest_layers_is_the_bottleneck()
    {
        HardwareLayer Layer(string name, int columns) => Matrices.Whole(name, Matrices.From(1, columns, (_, _) => 1));
        JsonElement root = Parse(HardwareDescriber.Describe(Matrices.Model(4, Layer("a", 2), Layer("b", 5), Layer("c", 5))));
        JsonElement bottleneck = root.GetProperty("totals").GetProperty("bottleneck");
        bottleneck.GetProperty("layer_name").GetString().ShouldBe("b");
        bottleneck.GetProperty("layer_index").GetInt32().ShouldBe(1);
        Count(bottleneck, "interval_cycles").ShouldBe(8);
        Totals.Value(root, "critical_path_cycles").ShouldBe(4 + 7 + 7);
        Totals.Value(root, "shared_lanes_interval_cycles").ShouldBe(5 + 8 + 8);
    }

    [Fact]
    public void The_ROM_is_listed_up_to_the_limit_and_its_hash_always()
    {
        HardwareModel model = Matrices.HandExample();
        JsonElement listed = Parse(HardwareDescriber.Describe(model, 5)).GetProperty("layers")[0];
        JsonElement hidden = Parse(HardwareDescriber.Describe(model, 4)).GetProperty("layers")[0];
        listed.GetProperty("rom").ValueKind.ShouldBe(JsonValueKind.Object);
        hidden.GetProperty("rom").ValueKind.ShouldBe(JsonValueKind.Null);
        hidden.GetProperty("rom_sha256").GetString().ShouldBe(listed.GetProperty("rom_sha256").GetString());

        model.Layers[0].Layer.Bias[0] += 1;
        Parse(HardwareDescriber.Describe(model, 4)).GetProperty("layers")[0].GetProperty("rom_sha256").GetString()
            .ShouldNotBe(listed.GetProperty("rom_sha256").GetString());
    }

    [Fact]
    public void Any_name_survives()
    {
        const string name = "a\"b\\c\n\u0000é😀";
        Parse(HardwareDescriber.Describe(Matrices.Model(1) with { Name = name })).GetProperty("name").GetString().ShouldBe(name);
    }

    private static long Count(JsonElement owner, string key) => owner.GetProperty(key).GetProperty("value").GetInt64();

    private static JsonElement Parse(string document)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        return json.RootElement.Clone();
    }
}
