using System.Text.Json.Nodes;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests.Targets;

/// <summary>Every description is valid by the schema; the schema is strict enough to notice what is not.</summary>
public sealed class DescriptionSchemaTests
{
    [Fact]
    public void Descriptions_of_every_detail_on_every_target_are_valid()
    {
        DescriptionLimits[] details = [DescriptionLimits.None, new DescriptionLimits(-1, long.MaxValue), new DescriptionLimits(-1, -1)];
        for (int i = 0; i < CustomTargets.All.Count * 2; i++)
        {
            HardwareTarget target = CustomTargets.All[i / 2];
            string json = HardwareDescriber.Describe(new RandomNetworks(i).Next(), target, details[i % details.Length]);
            Schemas.Violations(Schemas.Description, json).ShouldBeEmpty($"seed {i}, {target.Name}");
        }
    }

    [Theory]
    [InlineData(false, "declared")]
    [InlineData(true, "traced")]
    public void A_density_is_beside_the_exact_figures_and_says_where_it_is_known_from(bool isTraced, string basis)
    {
        GraphBuilder builder = new(8);
        builder.Add(new Linear(Matrices.From(4, 8, (_, _) => 1), new float[4], ActivationFunction.None) { InputSparsity = 0.75, IsSparsityTraced = isTraced }, 0);
        string json = HardwareDescriber.Describe(builder.Source(), BuiltInTargets.Of("streamed-csc"), DescriptionLimits.None);
        Schemas.Violations(Schemas.Description, json).ShouldBeEmpty();
        JsonNode document = JsonNode.Parse(json)!;
        document["totals"]!["activity"]!["basis"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe(basis);
        JsonNode activity = document["operators"]![0]!["activity"]!;
        activity["estimate"]!.GetValue<bool>().ShouldBeTrue();
        activity["density_ppm"]!.GetValue<int>().ShouldBe(250_000);
        activity["basis"]!.GetValue<string>().ShouldBe(basis);
    }

    [Fact]
    public void What_is_declared_comes_before_what_was_traced_and_that_before_the_share_of_k_winners()
    {
        GraphBuilder builder = new(8);
        int first = builder.Linear(0, Matrices.From(8, 8, (_, _) => 1));
        int kept = builder.Add(new KWinners(2, 8, null, false, default), first);
        int declared = Layer(kept, 0.5, false), traced = Layer(kept, 0.25, true), alone = Layer(first, 0.25, true);
        builder.Add(new Add(ActivationFunction.None), declared, traced, alone);

        ValueActivity activity = ValueActivity.Stated(builder.Source().Graph);

        activity.Basis.OrderBy(entry => entry.Key).ShouldBe([KeyValuePair.Create(first, "traced"), KeyValuePair.Create(kept, "declared")]);
        activity.Of(kept).DensityPpm.ShouldBe(500_000);

        int Layer(int input, double sparsity, bool isTraced) =>
            builder.Add(new Linear(Matrices.From(4, 8, (_, _) => 1), new float[4], ActivationFunction.None) { InputSparsity = sparsity, IsSparsityTraced = isTraced }, input);
    }

    [Theory]
    [InlineData("surprise", "1")]
    [InlineData("schema.version", "2")]
    [InlineData("detail", "\"much\"")]
    [InlineData("target.dataflow", "\"magic\"")]
    [InlineData("target.engine.lanes", "0")]
    [InlineData("target.clock.assumed", "false")]
    [InlineData("provenance.weights.0.sha256", "\"ABC\"")]
    [InlineData("energy_model.id", "\"mine\"")]
    [InlineData("totals.energy.estimate", "false")]
    [InlineData("totals.energy.total", "\"1.5\"")]
    [InlineData("totals.latency_cycles.formula", "\"\"")]
    [InlineData("totals.utilisation_ppm.value", "1000001")]
    [InlineData("operators.0.watts", "1")]
    [InlineData("operators.0.operator", "\"dense\"")]
    [InlineData("operators.0.macs.gated.value", "-1")]
    [InlineData("operators.0.schedule.cycles.value", "1.5")]
    [InlineData("operators.0.program.lanes.0.0", "[0, 0, 0]")]
    [InlineData("operators.0.program.lanes.0.0.3", "\"3f80\"")]
    [InlineData("operators.0.activation.kind", "\"maxout\"")]
    [InlineData("pipeline.stages.0.kind", "\"magic\"")]
    public void A_changed_description_is_refused(string path, string value)
    {
        GraphBuilder builder = new(3);
        builder.Linear(0, Matrices.From(2, 3, (_, _) => 1));
        JsonNode document = JsonNode.Parse(HardwareDescriber.Describe(builder.Source(), BuiltInTargets.Default, DescriptionLimits.None))!;
        Schemas.Violations(Schemas.Description, document.ToJsonString()).ShouldBeEmpty();
        string[] names = path.Split('.');
        JsonNode parent = names[..^1].Aggregate(document, (node, name) => node is JsonArray array ? array[int.Parse(name)]! : node[name]!);
        if (parent is JsonArray list)
        {
            list[int.Parse(names[^1])] = JsonNode.Parse(value);
        }
        else
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }

        Schemas.Violations(Schemas.Description, document.ToJsonString()).ShouldNotBeEmpty();
    }
}
