using System.Text.Json;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests;

/// <summary>The 2 x 3 example on two lanes, every figure worked out by hand.</summary>
public sealed class HandExampleTests
{
    private static readonly JsonElement Root = Parse(Matrices.HandExample());
    private static readonly JsonElement Layer = Root.GetProperty("layers")[0];

    [Theory]
    [InlineData("depth", 2)]
    [InlineData("latency_cycles", 4)]
    [InlineData("interval_cycles", 5)]
    [InlineData("busy_lane_cycles", 3)]
    [InlineData("stall_lane_cycles", 1)]
    [InlineData("overhead_lane_cycles", 6)]
    [InlineData("idle_lane_cycles", 7)]
    [InlineData("utilisation_ppm", 300_000)]
    [InlineData("constant_rows", 0)]
    public void Schedule(string key, long value) => Layer.GetProperty("schedule").GetProperty(key).GetProperty("value").GetInt64().ShouldBe(value);

    [Theory]
    [InlineData("algorithmic", 6)]
    [InlineData("actual", 3)]
    [InlineData("gated", 0)]
    [InlineData("skipped", 3)]
    public void Macs(string key, long value) => Layer.GetProperty("macs").GetProperty(key).GetProperty("value").GetInt64().ShouldBe(value);

    [Theory]
    [InlineData("dense", 192)]
    [InlineData("bitmap", 102)]
    [InlineData("csr", 108)]
    [InlineData("csc", 107)]
    [InlineData("run_length", 116)]
    [InlineData("n_m_2_4", 136)]
    [InlineData("complementary", 99)]
    [InlineData("streamed_lanes_rom", 148)]
    public void Storage(string format, long bits) =>
        Layer.GetProperty("storage").GetProperty("formats").EnumerateArray()
            .Single(entry => entry.GetProperty("format").GetString() == format).GetProperty("bits").GetInt64().ShouldBe(bits);

    [Theory]
    [InlineData("multiply", "11.100")]
    [InlineData("add", "2.700")]
    [InlineData("word_reads", "23.125")]
    [InlineData("bias_reads", "10.000")]
    [InlineData("activation_reads", "15.000")]
    [InlineData("activation_writes", "10.000")]
    public void Energy(string part, string picojoule)
    {
        Layer.GetProperty("energy").GetProperty("breakdown").GetProperty(part).GetString().ShouldBe(picojoule);
        Layer.GetProperty("energy").GetProperty("total").GetString().ShouldBe("71.925");
        Root.GetProperty("totals").GetProperty("energy").GetProperty("total").GetString().ShouldBe("71.925");
    }

    [Fact]
    public void Rom()
    {
        JsonElement rom = Layer.GetProperty("rom");
        rom.GetProperty("lanes").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)
            .ShouldBe("""[[[0,0,"40000000"],[0,2,"bf800000"]],[[1,1,"40400000"]]]""");
        rom.GetProperty("bias_bits").GetRawText().ShouldBe("""["3f000000","bf800000"]""");
    }

    [Theory]
    [InlineData(2_048, "5.000")]
    [InlineData(2_049, "10.000")]
    [InlineData(8_193, "50.000")]
    [InlineData(262_145, "640.000")]
    public void Reading_one_input_costs_by_the_size_of_the_input_memory(int inputs, string picojoule)
    {
        JsonElement root = Parse(Matrices.Model(1, Matrices.Whole("one", Matrices.From(1, inputs, (_, column) => column == 0 ? 1 : 0))));
        root.GetProperty("layers")[0].GetProperty("energy").GetProperty("breakdown").GetProperty("activation_reads").GetString().ShouldBe(picojoule);
    }

    private static JsonElement Parse(HardwareModel model)
    {
        using JsonDocument json = JsonDocument.Parse(HardwareDescriber.Describe(model));
        return json.RootElement.Clone();
    }
}
