using System.Text.Json;
using System.Text.Json.Nodes;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests;

/// <summary>Every description is valid; the schema is strict enough to notice what is not.</summary>
public sealed class SchemaTests
{
    [Fact]
    public void Random_descriptions_are_valid_with_and_without_ROM() => NetworkCases.ForAll(100, test =>
    {
        DescriptionSchema.Validate(HardwareDescriber.Describe(test.Build(), int.MaxValue)).ShouldBeEmpty();
        DescriptionSchema.Validate(HardwareDescriber.Describe(test.Build(), -1)).ShouldBeEmpty();
    });

    [Fact]
    public void A_network_without_layers_is_valid() => DescriptionSchema.Validate(HardwareDescriber.Describe(Matrices.Model(16))).ShouldBeEmpty();

    [Theory]
    [InlineData("name", "1")]
    [InlineData("name", null)]
    [InlineData("surprise", "true")]
    [InlineData("schema.version", "2")]
    [InlineData("target.lanes", "0")]
    [InlineData("target.lanes", "1.5")]
    [InlineData("target.lanes", "\"2\"")]
    [InlineData("target.stages", "[\"fetch\"]")]
    [InlineData("provenance.weights.0.sha256", "\"ABC\"")]
    [InlineData("energy_model.id", "\"mine\"")]
    [InlineData("totals.bottleneck", "3")]
    [InlineData("totals.energy.estimate", "false")]
    [InlineData("totals.energy.total", "\"1.5\"")]
    [InlineData("totals.energy.total", "1.5")]
    [InlineData("totals.rom_bits.formula", null)]
    [InlineData("totals.rom_bits.formula", "\"\"")]
    [InlineData("totals.utilisation_ppm.value", "1000001")]
    [InlineData("layers.0.watts", "1")]
    [InlineData("layers.0.activation.kind", "\"maxout\"")]
    [InlineData("layers.0.macs.gated.value", "-1")]
    [InlineData("layers.0.storage.formats.0.bits", null)]
    [InlineData("layers.0.storage.formats.0.not_applicable", "\"because\"")]
    [InlineData("layers.0.rom.lanes.0.0", "[0, 0]")]
    [InlineData("layers.0.rom.lanes.0.0", "[0, 0, \"3f800000\", 1]")]
    [InlineData("layers.0.rom.lanes.0.0.2", "1")]
    [InlineData("layers.0.rom.lanes.0.0.2", "\"3f800000\\n\"")]
    public void A_changed_description_is_refused(string path, string? value)
    {
        JsonNode document = JsonNode.Parse(HardwareDescriber.Describe(Matrices.HandExample()))!;
        string[] names = path.Split('.');
        JsonNode parent = names[..^1].Aggregate(document, (node, name) => node is JsonArray array ? array[int.Parse(name)]! : node[name]!);
        if (parent is JsonArray list)
        {
            list[int.Parse(names[^1])] = JsonNode.Parse(value!);
        }
        else if (value is null)
        {
            parent.AsObject().Remove(names[^1]).ShouldBeTrue();
        }
        else
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }

        DescriptionSchema.Validate(document.ToJsonString()).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_key_that_appears_twice_is_refused() =>
        DescriptionSchema.Validate(HardwareDescriber.Describe(Matrices.HandExample()).Replace("\"name\": \"Test\",", "\"name\": \"Test\", \"name\": \"Test\",", StringComparison.Ordinal))
            .ShouldNotBeEmpty();

    [Theory]
    [InlineData("""{"uniqueItems": true}""")]
    [InlineData("""{"properties": {"a": {"items": {"maxLength": 3}}}}""")]
    [InlineData("""{"$defs": {"never_used": {"format": "date"}}}""")]
    public void A_schema_with_an_unknown_keyword_is_refused(string schema)
    {
        using JsonDocument json = JsonDocument.Parse(schema);
        Should.Throw<NotSupportedException>(() => new JsonSchemaValidator(json.RootElement));
    }
}
